using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>
/// Where the agent is sure to be able to write, and what it writes is sure to be the application's own. A first copy that fails keeps the Pod from ever
/// starting, so whatever is in doubt counts as no. The one place that knows what an identity may write to.
/// </summary>
internal sealed class WriteAccess(PodView pod, AgentIdentity identity)
{
    /// <summary>That of an agent of which nothing is known.</summary>
    public static WriteAccess None(PodView pod) => new(pod, new AgentIdentity { IsAssumed = true });

    // Root of the application writes to its claim as root of the agent does. For any other user a claim is root's, until fsGroup makes it the group's:
    // a claim that goes with the Pod (ephemeral) no less than one that stays.
    private bool WritesToClaims => identity.User == 0 || pod.Security?.FileSystemGroup is not null;

    // A user that is not the application's leaves files which the application cannot replace, and an image that starts as root and steps down
    // (redis, postgres) gives the directory to a user that nobody can know.
    private bool IsTheApplications => !identity.IsAssumed && !identity.MayKill;

    public bool IsSure(VolumeView volume, MountView mount) => !mount.ReadOnly && volume.IsWritable && IsTheApplications
        && (volume.Kind == VolumeKind.Scratch || WritesToClaims);
}
