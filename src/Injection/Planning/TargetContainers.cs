using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>
/// The containers whose application is made to reload and whose mounts are made updatable: the Pod's containers and its native sidecars. Other init
/// containers never are, since they have ended by then; nor is a container that came after the first call.
/// </summary>
internal static class TargetContainers
{
    public static List<ContainerView> Select(
        PodView pod, PodSettings settings, Dictionary<string, VolumeView> sources, PreviousInjection? previous, ErrorList errors)
    {
        // Main containers first: where targets have several users, the first one's is the agent's.
        var candidates = pod.RunningContainers();
        if (previous is not null)
        {
            return candidates.FindAll(previous.IsTarget);
        }

        if (settings.Containers is not { } names)
        {
            return candidates.FindAll(IsUnasked);
        }

        var named = candidates.FindAll(container => names.Contains(container.Name) && HasSource(container));
        if (!settings.Values.IsFromPod(PodAnnotations.Containers))
        {
            // A profile names containers of many Pods; of this one it may name none.
            return named.Count > 0 ? named : candidates.FindAll(IsUnasked);
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

        bool IsUnasked(ContainerView container) => HasSource(container) && !InfrastructureContainers.Contain(container.Name);

        bool HasSource(ContainerView container) =>
            container.MountsOrNone.Exists(mount => sources.ContainsKey(mount.Volume)) || EnvironmentPlanner.HasReference(container, settings);
    }
}
