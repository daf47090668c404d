using ConfigSync.Contract;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Policy;

/// <summary>Names of ours that somebody else gave: the API server would refuse the patched Pod, or two things would share a volume.</summary>
internal static class NameClashes
{
    public static void Find(PodView pod, PreviousInjection? previous, FaultList faults)
    {
        if (previous is not null)
        {
            return;
        }

        Check(pod.InitContainers ?? [], "spec.initContainers", faults);
        Check(pod.Containers, "spec.containers", faults);
        foreach (var volume in pod.Volumes ?? [])
        {
            if (SourceVolumes.IsOurs(volume.Name))
            {
                faults.Add(Reasons.NameInUse, $"spec.volumes: no volume may be called '{volume.Name}': the agent's volumes are called that");
            }
        }
    }

    private static void Check(List<ContainerView> containers, string list, FaultList faults)
    {
        foreach (var container in containers)
        {
            if (container.Name is InjectedNames.AgentContainer or InjectedNames.InitContainer)
            {
                faults.Add(Reasons.NameInUse, $"{list}: no container may be called '{container.Name}': the agent's container is called that");
            }
        }
    }
}
