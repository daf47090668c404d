using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>The containers whose application is made to reload and whose mounts are made updatable. Init containers never are: they have ended by then.</summary>
internal static class TargetContainers
{
    public static List<ContainerView> Select(
        PodView pod, PodSettings settings, Dictionary<string, VolumeView> sources, PreviousInjection? previous, ErrorList errors)
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
                errors.Add(Reasons.UnknownContainer,
                    $"invalid annotation: {PodAnnotations.Containers.Key} must name containers of the Pod{SettingsReader.Suggestion(name, candidates.Select(c => c.Name))}"
                    + $" (was {ErrorList.Quote(name)})");
            }
            else if (!HasSource(container))
            {
                errors.Add(Reasons.ContainerWithoutSource,
                    $"invalid annotation: {PodAnnotations.Containers.Key} must name containers that mount a source (was {ErrorList.Quote(name)})");
            }
        }

        return named;

        // A mount that went into another volume is no longer there; the container stays a target all the same.
        bool HasSource(ContainerView container) =>
            previous?.Handled(container) == true
            || container.MountsOrNone.Exists(mount => sources.ContainsKey(mount.Volume) || InjectedNames.IsInjectedVolume(mount.Volume))
            || EnvironmentPlanner.HasReference(container, settings);
    }
}
