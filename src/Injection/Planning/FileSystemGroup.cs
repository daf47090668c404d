using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning;

/// <summary>
/// The <c>fsGroup</c> that makes an added claim writable. It holds for the whole Pod, and the kubelet gives every volume that it can to that group, with
/// its files: databases refuse a directory that became the group's. So it is set only where the added claim is the only one.
/// </summary>
internal static class FileSystemGroup
{
    public static long? Choose(PodView pod, AgentIdentity identity, List<Finding> notes)
    {
        if (pod.Security?.FileSystemGroup is not null || identity.User == 0)
        {
            return null;
        }

        // Any group will do: every container of the Pod gets it.
        var group = identity.Group ?? identity.User ?? InjectedNames.AgentUser;
        if (pod.Volumes?.Find(IsRegrouped) is { } other)
        {
            notes.Add(new Finding(Reasons.GroupNotSet,
                $"spec.securityContext.fsGroup was not set, since it would change volume '{other.Name}' as well: set it to {group} if the claim is not writable"));
            return null;
        }

        notes.Add(new Finding(Reasons.GroupSet, $"spec.securityContext.fsGroup was set to {group}, so that the claim is writable"));
        return group;
    }

    // Any kind of storage may be, csi drivers and network disks included. What the kubelet keeps itself belongs to the Pod anyway.
    private static bool IsRegrouped(VolumeView volume) => !volume.ReadOnly && volume.Kind is (VolumeKind.Claim or VolumeKind.Ephemeral or VolumeKind.Other);
}
