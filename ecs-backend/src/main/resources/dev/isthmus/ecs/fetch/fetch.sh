# Fetches what ISTHMUS_FETCH lists into the sandbox, then becomes the task's command, if there is one. Its text goes into task definitions, so it
# is for any POSIX shell, and $0 says in which of three ways it runs. See FetchScript, FetchCode and FetchFailure.
#
# All that fetches runs in a subshell in the background: no variable, trap, umask or locale of it is left for the command, standard input stays
# whole, and a signal ends the fetching at once, as a shell that waits handles one and a shell with a child in the foreground does not.

# A shell that has just been forked may lose a signal that comes before it has set its traps, so it comes twice.
end() {
    fetching=$!
    kill "$fetching" 2>/dev/null
    {
        sleep 1
        kill "$fetching"
    } >/dev/null 2>&1 &
    again=$!
    wait "$fetching" 2>/dev/null
    kill -9 "$again" 2>/dev/null
    exit "$1"
}
trap 'end 129' HUP
trap 'end 130' INT
trap 'end 131' QUIT
trap 'end 143' TERM

(
    export LC_ALL=C
    unset CDPATH
    set -f
    IFS=' '
    umask 022
    busy= work=
    trap 'stop' TERM HUP

    say() { echo "isthmus-fetch: $*" >&2; }

    clean() { [ -z "$work" ] || rm -rf "$work"; }

    # By a signal that a program cannot lose while it starts; what it leaves behind is in $work.
    stop() {
        [ -z "$busy" ] || { kill -9 "$!"; wait "$!"; } 2>/dev/null
        clean
        exit 143
    }

    # The code tells the kind and the file, the line tells people. Neither tells a query, which may be a signature, nor a password.
    fail() {
        clean
        shown=$loc
        case $loc in
            *://*)
                host=${loc#*://}
                host=${host%%/*}
                shown=${loc%%://*}://${host##*@}${loc#*"://$host"}
                ;;
            *//*) shown=${loc%%//*}/${loc#*//} ;;
        esac
        shown=${shown%%[?#]*}
        case $1 in
            0) word='not found' ;;
            1) word='refused' ;;
            2) word='unreachable' ;;
            3) word='no space' ;;
            4) word='bad archive' ;;
        esac
        say "FAILED uri $at: $word: $shown ($why)"
        [ "$at" -lt 10 ] || at=10
        exit "$((194 + 11 * $1 + at))"
    }

    lacks() {
        clean
        say "FAILED uri $at: the image lacks $1"
        exit 249
    }

    setup() {
        clean
        say "FAILED: $1"
        exit 193
    }

    has() { command -v "$1" >/dev/null 2>&1; }

    run() {
        busy=1
        "$@" &
        wait "$!"
        set -- "$?"
        busy=
        return "$1"
    }

    full() {
        case $(cat "$note" 2>/dev/null) in
            *'No space left'* | *'disk full'* | *'too large'* | *'uota exceeded'* | *'Wrote only'*) return 0 ;;
        esac
        return 1
    }

    # What percent-encoding hides, byte for byte, into $decoded.
    decode() {
        decoded= left=$1
        while :; do
            case $left in
                *%*)
                    more=${left#*%}
                    decoded=$decoded${left%%\%*}$(printf "\\$(printf %03o "0x${more%"${more#??}"}")")
                    left=${more#??}
                    ;;
                *)
                    decoded=$decoded$left
                    return
                    ;;
            esac
        done
    }

    # Each way to get a file leaves $kind empty if it is in $part, else the kind of failure, and $why in words. Kind 2 is worth another attempt.
    status() {
        why="HTTP status $1"
        case $1 in
            404 | 410) kind=0 ;;
            408 | 425 | 429 | 5??) kind=2 ;;
            *) kind=1 ;;
        esac
    }

    by_curl() {
        run curl -g -s -f -L --proto-redir =http,https --connect-timeout 30 --speed-limit 1 --speed-time 60 \
            -o "$part" -w '%{http_code}' "$loc" >"$note" 2>/dev/null
        set -- "$?"
        http=
        read -r http <"$note"
        why="curl ended with $1"
        case $1 in
            0)
                case $http in
                    2??) kind= ;;
                    *) status "$http" ;;
                esac
                [ -e "$part" ] || : >"$part"
                ;;
            22) status "$http" ;;
            23 | 27) kind=3 ;;
            6) kind=2 why='no such host' ;;
            7) kind=2 why='no connection' ;;
            28) kind=2 why='too slow' ;;
            18 | 52 | 55 | 56 | 92) kind=2 why='connection cut' ;;
            51 | 60 | 77 | 83 | 90 | 91) kind=1 why='certificate not trusted' ;;
            1 | 3 | 4 | 47 | 53 | 54 | 58 | 59 | 61 | 63 | 66 | 67 | 80 | 82 | 94) kind=1 ;;
            *) kind=2 ;;
        esac
    }

    by_wget() {
        # Debian's busybox is built without -T, and crashes at it.
        case $(wget --version 2>/dev/null) in
            # It would send a password only to a server that asks for one, and some answer 404 instead.
            *'GNU Wget'*) set -- -nv -S -t 1 -T 60 --auth-no-challenge ;;
            *)
                set --
                case $(wget --help 2>&1) in
                    *'-T SEC'*) set -- -T 60 ;;
                esac
                ;;
        esac
        run wget "$@" -O "$part" "$loc" >"$note" 2>&1
        set -- "$?"
        why="wget ended with $1"
        http=
        while read -r line; do
            case $line in
                *HTTP/[0-9]*' '[0-9][0-9][0-9]*)
                    http=${line##*HTTP/}
                    http=${http#* }
                    http=${http%%[!0-9]*}
                    ;;
            esac
        done <"$note"
        if [ "$1" = 0 ]; then
            kind=
        elif full || [ "$1" = 3 ]; then
            kind=3
        elif [ "$1" = 5 ]; then
            kind=1 why='certificate not trusted'
        else
            case $http in
                [345]??) status "$http" ;;
                *) kind=2 ;;
            esac
        fi
    }

    by_aws() {
        decode "$loc"
        run aws s3 cp --only-show-errors "$decoded" "$part" >"$note" 2>&1
        set -- "$?"
        why="aws ended with $1"
        if [ "$1" = 0 ]; then
            kind=
        elif full; then
            kind=3
        else
            case $(cat "$note") in
                *'(404)'* | *NoSuch* | *'not exist'*) kind=0 ;;
                *'(40'* | *'(30'* | *Denied* | *redentials* | *Token* | *usage:*) kind=1 ;;
                *) kind=2 ;;
            esac
        fi
    }

    # The allowed directory ends at the double slash; a link must not lead out of it.
    by_copy() {
        decode "$loc"
        file=$hosts$decoded
        allowed=$(cd -P "$hosts${decoded%%//*}/" 2>/dev/null && pwd -P)
        why='no such file'
        kind=0
        [ -e "$file" ] || return
        kind=1
        if has readlink; then
            file=$(readlink -f "$file")
        elif [ -h "$file" ]; then
            why='a link'
            return
        else
            file=$(cd -P "${file%/*}/" && pwd -P)/${file##*/}
        fi
        why='not a plain file'
        [ -f "$file" ] || return
        why='a link out of the allowed directory'
        case $file in
            "${allowed%/}"/*) ;;
            *) return ;;
        esac
        why='not readable'
        [ -r "$file" ] || return
        kind=
        run cp "$file" "$part" 2>"$note" && return
        kind=1 why='cannot be copied'
        full && kind=3
    }

    get() {
        case $loc in
            /*) by_copy ;;
            s3:*)
                has aws || lacks aws
                by_aws
                ;;
            *)
                if has curl; then
                    by_curl
                elif has wget; then
                    by_wget
                else
                    lacks 'curl and wget'
                fi
                ;;
        esac
    }

    # Into the top of the sandbox, wherever the archive itself goes, as in Mesos.
    extract() {
        why="it is no whole $1"
        case $1 in
            tar)
                has tar || lacks tar
                case $(tar --version 2>/dev/null) in
                    *GNU* | *bsdtar*) run tar -xof "$part" 2>"$note" && return ;;
                    *) run tar -xo"$2"f "$part" 2>"$note" && return ;;
                esac
                [ -z "$3" ] || has "$3" || lacks "$3"
                ;;
            zip)
                has unzip || lacks unzip
                run unzip -qo "$part" >/dev/null 2>"$note"
                set -- "$?"
                [ "$1" != 0 ] || return
                case $1$(unzip -v 2>/dev/null) in
                    1*Info-ZIP*) return ;;
                esac
                ;;
            gzip)
                has gzip || lacks gzip
                run gzip -dc "$part" >"$part.out" 2>"$note" && {
                    out=${name##*/}
                    place "$part.out" "${out%.gz}"
                    return
                }
                ;;
        esac
        full && why='disk full' && fail 3
        fail 4
    }

    place() {
        why='there is a directory of its name'
        [ ! -d "./$2" ] || fail 1
        why='its name cannot be written'
        mv -f "$1" "./$2" 2>/dev/null || fail 1
    }

    box=${MESOS_SANDBOX:-/mnt/mesos/sandbox}
    hosts=${ISTHMUS_FETCH_ROOT-/mnt/mesos/fetch}
    mkdir -p "$box" 2>/dev/null
    chmod 1777 "$box" 2>/dev/null
    cd -P "$box" 2>/dev/null || setup "there is no sandbox at $box"
    [ -n "$ISTHMUS_FETCH" ] || exit 0
    box=$(pwd -P)
    work=$(mktemp -d ./.isthmus-fetch.XXXXXX 2>/dev/null) || {
        work=./.isthmus-fetch.$$
        mkdir "$work" 2>/dev/null || setup "the sandbox at $box cannot be written"
    }
    part=$work/part
    note=$work/note

    set -- $ISTHMUS_FETCH
    [ "$1" = 1 ] || setup 'the list is of another version'
    shift
    at=0 loc=
    while [ "$#" -gt 0 ]; do
        what=${1%%,*}
        rest=${1#*,}
        loc=$(printf "%.${rest%%,*}s" "$loc")${rest#*,}
        shift
        parts=${what#?}
        what=${what%?}
        if [ "$parts" = 0 ]; then
            decode "$1"
            name=$decoded
            shift
        else
            rest=$loc name=
            while [ "$parts" -gt 0 ]; do
                name=${rest##*/}${name:+/$name}
                rest=${rest%/*}
                parts=$((parts - 1))
            done
        fi

        pause=1
        while :; do
            rm -f "$part"
            get
            [ "$kind" = 2 ] || break
            [ "$pause" -le 8 ] || break
            say "uri $at: $why, trying again"
            run sleep "$pause"
            pause=$((pause * 2))
        done
        [ -z "$kind" ] || fail "$kind"

        case $name in
            */*)
                why='its directory cannot be made'
                mkdir -p "./${name%/*}" 2>/dev/null || fail 1
                why='its directory is outside the sandbox'
                case $(cd -P "./${name%/*}" && pwd -P)/ in
                    "${box%/}"/*) ;;
                    *) fail 1 ;;
                esac
                ;;
        esac
        case $what in
            t) extract tar '' '' ;;
            z) extract tar z gzip ;;
            j) extract tar j bzip2 ;;
            J) extract tar J xz ;;
            p) extract zip ;;
            g) extract gzip ;;
        esac
        place "$part" "$name"
        [ "$what" != x ] || chmod 755 "./$name"
        at=$((at + 1))
    done
    clean
    # The task may run as another user than this container: in Mesos the sandbox is the task's own. No file that this container made as root is to
    # make that user root.
    [ "$0" != isthmus-fetch ] || chmod -R a+rwX,ug-s . 2>/dev/null
    # An archive of a whole directory brings the mode of its top.
    chmod 1777 . 2>/dev/null
    exit 0
) &
# It ends with no other code by itself: it was killed, perhaps for want of memory. A command could have ended so, and has not run.
wait "$!" || case $? in
    129 | 130 | 131 | 143 | 19[3-9] | 2[0-4]?) exit "$?" ;;
    *) exit 193 ;;
esac
[ "$0" != isthmus-fetch ] || exit 0

trap - HUP INT QUIT TERM
cd "${MESOS_SANDBOX:-/mnt/mesos/sandbox}" || exit 193
unset ISTHMUS_FETCH ISTHMUS_FETCH_ROOT OLDPWD
[ "$0" != isthmus-line ] || exec /bin/sh -c "$1"
exec "$@"
