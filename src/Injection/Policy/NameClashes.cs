using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Policy;

/// <summary>Names of ours that somebody else gave: the API server would refuse the patched Pod, or two things would share a volume.</summary>
internal static class NameClashes
{
    public static void Find(PodView pod, PreviousInjection? previous, ErrorList errors)
    {
        if (previous is not null)
        {
            return;
        }

        Check(pod.InitContainers ?? [], "spec.initContainers", errors);
        Check(pod.Containers, "spec.containers", errors);
        foreach (var volume in pod.Volumes ?? [])
        {
            if (InjectedNames.IsInjectedVolume(volume.Name))
            {
                errors.Add(Reasons.NameInUse, $"spec.volumes: no volume may be called '{volume.Name}': the agent's volumes are called that");
            }
        }
    }

    private static void Check(List<ContainerView> containers, string list, ErrorList errors)
    {
        foreach (var container in containers)
        {
            if (InjectedNames.IsInjectedContainer(container.Name))
            {
                errors.Add(Reasons.NameInUse, $"{list}: no container may be called '{container.Name}': the agent's container is called that");
            }
        }
    }
}
