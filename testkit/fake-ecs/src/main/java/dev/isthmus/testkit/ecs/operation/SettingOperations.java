package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.account.AccountSettings;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingResponse;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsRequest;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsResponse;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultResponse;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingResponse;
import software.amazon.awssdk.services.ecs.model.Setting;
import software.amazon.awssdk.services.ecs.model.SettingType;

/** The operations on account settings. They are kept and answered; none changes what the fake does. */
final class SettingOperations {
    private static final int MAX_PAGE = 10;
    private static final List<String> SWITCHES = List.of("enabled", "disabled", "enhanced", "on", "off");

    private SettingOperations() {}

    static PutAccountSettingResponse put(EcsModel model, PutAccountSettingRequest request) {
        String principal = principal(model, request.principalArn());
        check(request.nameAsString(), request.value());
        model.account.accountSettings.put(principal, request.nameAsString(), request.value());
        return PutAccountSettingResponse.builder()
                .setting(setting(request.nameAsString(), request.value(), principal))
                .build();
    }

    static PutAccountSettingDefaultResponse putDefault(EcsModel model, PutAccountSettingDefaultRequest request) {
        check(request.nameAsString(), request.value());
        model.account.accountSettings.putDefault(request.nameAsString(), request.value());
        return PutAccountSettingDefaultResponse.builder()
                .setting(setting(request.nameAsString(), request.value(), model.account.arns.root()))
                .build();
    }

    static DeleteAccountSettingResponse delete(EcsModel model, DeleteAccountSettingRequest request) {
        String principal = principal(model, request.principalArn());
        AccountSettings settings = model.account.accountSettings;
        settings.delete(principal, request.nameAsString());
        String value = settings.effective(principal, request.nameAsString());
        return DeleteAccountSettingResponse.builder()
                .setting(setting(request.nameAsString(), value, principal))
                .build();
    }

    static ListAccountSettingsResponse list(EcsModel model, ListAccountSettingsRequest request) {
        String principal = principal(model, request.principalArn());
        if (request.value() != null && request.name() == null) {
            throw ServiceError.invalidParameter("A value to list settings by needs the name of the setting.");
        }
        boolean effective = request.effectiveSettings() != null && request.effectiveSettings();
        AccountSettings settings = model.account.accountSettings;
        Map<String, String> all = new TreeMap<>(effective ? settings.effective(principal) : settings.own(principal));
        List<Map.Entry<String, String>> found = all.entrySet().stream()
                .filter(entry -> request.name() == null || entry.getKey().equals(request.nameAsString()))
                .filter(entry -> request.value() == null || entry.getValue().equals(request.value()))
                .toList();
        int asked = request.maxResults() == null ? MAX_PAGE : request.maxResults();
        if (asked > MAX_PAGE) {
            throw ServiceError.invalidParameter("maxResults must be from 1 to 10, not " + asked);
        }
        Paging<Map.Entry<String, String>> page = Paging.page(
                found,
                Map.Entry::getKey,
                asked,
                request.nextToken(),
                "ListAccountSettings " + principal + effective + request.nameAsString() + request.value());
        return ListAccountSettingsResponse.builder()
                .settings(page.items().stream()
                        .map(entry -> setting(entry.getKey(), entry.getValue(), principal))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void check(String name, String value) {
        if (name.equals("fargateTaskRetirementWaitPeriod") || name.equals("defaultLogDriverMode")) {
            return;
        }
        if (!SWITCHES.contains(value)) {
            throw ServiceError.invalidParameter("The value of " + name + " should be one of " + SWITCHES + ".");
        }
    }

    private static String principal(EcsModel model, @Nullable String arn) {
        return arn == null || arn.isEmpty() ? model.account.arns.caller() : arn;
    }

    private static Setting setting(String name, @Nullable String value, String principal) {
        return Setting.builder()
                .name(name)
                .value(value)
                .principalArn(principal)
                .type(SettingType.USER)
                .build();
    }
}
