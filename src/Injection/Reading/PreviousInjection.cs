using System.Text.Json;
using ConfigSync.Contract;

namespace ConfigSync.Injection.Reading;

/// <summary>
/// The result of an earlier call for the same Pod: the API server calls once more when another webhook changed it in between. What was done stays;
/// only mounts that the record does not know are handled.
/// </summary>
/// <param name="Record">Its record.</param>
/// <param name="Agent">The agent's container; null where none was added.</param>
/// <param name="InitContainer">The init container that makes the first copy, if there is one.</param>
internal sealed record PreviousInjection(InjectionRecord Record, ContainerView? Agent, ContainerView? InitContainer)
{
    /// <summary>The earlier injection, if there was one. A record alone, such as one that was copied with a manifest, is none where an agent is wanted.</summary>
    public static PreviousInjection? Find(PodView pod, bool wantsAgent)
    {
        var agent = pod.Container(static container => container.Name == InjectedNames.AgentContainer);
        return (agent is not null || !wantsAgent) && Parse(pod.Annotations.GetValueOrDefault(InjectedNames.RecordAnnotationKey)) is { } record
            ? new PreviousInjection(record, agent, pod.InitContainers?.Find(static container => container.Name == InjectedNames.InitContainer))
            : null;
    }

    /// <summary>True for a target. Containers that another webhook added since never are.</summary>
    public bool IsTarget(ContainerView container) =>
        Record.Containers?.Contains(container.Name) ?? Record.Mounts.Any(known => known.Container == container.Name);

    public bool Handled(ContainerView container, MountView mount) =>
        Record.Mounts.Any(known => known.Container == container.Name && (known.Now ?? known.Path) == mount.Path);

    private static InjectionRecord? Parse(string? annotation)
    {
        if (string.IsNullOrEmpty(annotation))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize(annotation, ContractJsonContext.Default.InjectionRecord);
            return record is { Mounts: not null, Objects: not null, Reload: not null, EnvChanges: not null } ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
