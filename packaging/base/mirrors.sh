# Sourced: where Debian's packages come from. DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR, else what this machine's own apt uses.
# DEBIAN_SECURITY_MIRROR=none does without: mirrors list the security archive of an old release for architectures whose
# files they do not hold. What is built so lacks the mends of that archive.
of_apt() {  # PATTERN: the first address whose release's name matches
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' | awk -v wanted="$1" '$2 ~ wanted { print $1; exit }'
}
mirror=${DEBIAN_MIRROR:-$(of_apt '^[a-z]+$')}
security=${DEBIAN_SECURITY_MIRROR:-$(of_apt 'security$')}
[ -n "$mirror" ] && [ -n "$security" ] || { echo "set DEBIAN_MIRROR and DEBIAN_SECURITY_MIRROR" >&2; exit 1; }
