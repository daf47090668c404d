using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning;

/// <summary>Which containers are told, and have their mounts made updatable. Init containers never are: they have ended by then.</summary>
internal static class TargetContainers
{
    public static List<ContainerView> Select(
        PodView pod, PodSettings settings, Dictionary<string, VolumeView> sources, PreviousInjection? previous, FaultList faults)
    {
        var candidates = pod.Containers.FindAll(static container => container.Name != InjectedNames.AgentContainer);
        if (settings.Containers is not { } names)
        {
            return candidates.FindAll(HasSource);
        }

        var named = candidates.FindAll(container => names.Contains(container.Name) && HasSource(container));
        if (!settings.Values.IsFromPod(PodAnnotations.Containers))
        {
            // A profile names containers of many Pods; of this one it may name none.
            return named.Count > 0 ? named : candidates.FindAll(HasSource);
        }

        foreach (var name in names)
        {
            if (candidates.Find(container => container.Name == name) is not { } container)
            {
                faults.Add(Reasons.UnknownContainer,
                    $"invalid annotation: {PodAnnotations.Containers.Key} must name containers of the Pod{SettingsReader.Suggestion(name, candidates.Select(c => c.Name))}"
                    + $" (was {FaultList.Quote(name)})");
            }
            else if (!HasSource(container))
            {
                faults.Add(Reasons.ContainerWithoutSource,
                    $"invalid annotation: {PodAnnotations.Containers.Key} must name containers that mount a source (was {FaultList.Quote(name)})");
            }
        }

        return named;

        // A mount that went into another volume is no longer there; the container is told all the same.
        bool HasSource(ContainerView container) =>
            previous?.Handled(container) == true
            || container.MountsOrNone.Exists(mount => sources.ContainsKey(mount.Volume) || SourceVolumes.IsOurs(mount.Volume))
            || EnvironmentPlanner.HasReference(container, settings);
    }
}
