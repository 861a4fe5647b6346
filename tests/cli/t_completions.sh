#!/bin/bash
# What the shells complete.
. "$(dirname "$0")/lib.sh"
"$DLPSCAN" completions bash >bash-completion
same "bash: loads" "" "$(bash -n bash-completion 2>&1)"
complete_bash() { # WORD...: the last one is being typed
    (
        # shellcheck disable=SC1091
        . ./bash-completion
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _dlpscan
        echo "${COMPREPLY[*]}"
    )
}
same "one letter, one option" "" "$("$DLPSCAN" redact --help | grep -o '^  -[a-z0-9],' | sort | uniq -d)"
same "bash: commands" "redact rules" "$(complete_bash dlpscan r)"
same "bash: below a command" "cost compile" "$(complete_bash dlpscan rules co)"
same "bash: options" "--exceptions --exclude" "$(complete_bash dlpscan scan --exc)"
same "bash: options of a command below another" "--rules" "$(complete_bash dlpscan rules check --r)"
same "bash: options behind a path" "--quiet" "$(complete_bash dlpscan scan path --q)"
same "bash: files are the shell's" "" "$(complete_bash dlpscan scan a)"
for shell in zsh fish; do
    run "$DLPSCAN" completions $shell
    exits "$shell: is printed" 0
    has "$shell: knows the commands" out "baseline"
    has "$shell: knows the options" out "files-from"
    if command -v $shell >/dev/null; then
        same "$shell: loads" "" "$($shell -n out 2>&1)"
    else
        skip "$shell: loads" "$shell is not installed"
    fi
done
run "$DLPSCAN" completions tcsh
exits "completions: another shell ends with 2" 2
done_testing
