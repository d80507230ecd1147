package dev.isthmus.driver.architecture.planted.api.two;

import com.google.protobuf.ByteString;
import dev.isthmus.driver.architecture.planted.api.one.One;

/** Depends in a circle; knows more than the JDK. */
public interface Two {
    One one();

    ByteString bytes();
}
