using ConfigSync.Contract;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The security contexts of our containers: Pod Security <c>restricted</c> wherever the application's is.</summary>
internal sealed class SecurityPlanner(PodView pod, IReadOnlyList<ContainerView> targets)
{
    // The label by which SELinux keeps the files and processes of the application from others.
    private ReadOnlyMemory<byte>? SeLinux => Raw(targets.Count == 0 ? null : targets[0].Security?.SeLinux);

    public AgentSecurity Of(AgentIdentity identity) => identity.Host is { } host
        ? new AgentSecurity
        {
            User = identity.User,
            Group = host.Security?.Group,
            NonRoot = host.Security?.NonRoot,
            Capabilities = identity.Capabilities,
            HasDefaultSeccomp = host.Security?.Seccomp is null && pod.Security?.Seccomp is null,
            Seccomp = Raw(host.Security?.Seccomp),
            AppArmor = Raw(host.Security?.AppArmor),
            SeLinux = Raw(host.Security?.SeLinux),
        }
        : new AgentSecurity
        {
            User = identity.User,
            Group = identity.Group,
            NonRoot = identity.User != 0,
            Capabilities = identity.Capabilities,
            HasDefaultSeccomp = true,
            SeLinux = SeLinux,
        };

    /// <summary>That of the container that installs the program: any user can write to an emptyDir.</summary>
    public AgentSecurity OfInstaller() => new() { User = InjectedNames.AgentUser, NonRoot = true, HasDefaultSeccomp = true, SeLinux = SeLinux };

    // The cast matters: a bare null would become an empty text by way of byte[].
    private ReadOnlyMemory<byte>? Raw(Range? range) => range is { } where ? pod.Json[where] : (ReadOnlyMemory<byte>?)null;
}
