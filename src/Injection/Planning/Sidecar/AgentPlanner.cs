using ConfigSync.Contract;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The containers that are added to a Pod: the agent, and where nothing else can hold the start back, an init container for the first copy.</summary>
internal sealed class AgentPlanner(PodView pod, PodSettings settings, InjectionSettings operators, List<ContainerView> targets)
{
    private const string StatePart = "state";
    private const string EmptyPart = "no-token";

    public AgentContainer Agent(PodPlan plan, int? port) => Container(InjectedNames.AgentContainer, plan,
        AgentArguments.Of(plan.Changes, settings, plan.Reload, targets.Count, pod.TerminationGracePeriodSeconds, port)) with
    {
        IsNativeSidecar = settings.IsNative,
        Port = port,
        HoldsBackStart = settings.IsNative && plan.Changes.NeedsFirstCopy,
    };

    /// <summary>The init container, or null when none is needed. A native sidecar's startup probe holds the start back, but takes a port.</summary>
    public AgentContainer? FirstCopy(PodPlan plan, int? port) =>
        plan.Changes.NeedsFirstCopy && (!settings.IsNative || port is null)
            ? Container(InjectedNames.InitContainer, plan, AgentArguments.ForFirstCopy(plan.Changes, settings))
            : null;

    /// <summary>The agent's own mounts: its state, and nothing where the API server would otherwise mount a token.</summary>
    public static IReadOnlyList<AgentMount> OwnMounts { get; } =
    [
        new(InjectedNames.StateVolume, InjectedNames.StatePath, StatePart),
        new(InjectedNames.StateVolume, InjectedNames.ServiceAccountPath, EmptyPart, ReadOnly: true),
    ];

    private AgentContainer Container(string name, PodPlan plan, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Image = settings.AgentImage ?? operators.AgentImage,
        ImagePullPolicy = operators.AgentImagePullPolicy,
        Arguments = arguments,
        Mounts = [.. plan.Changes.AgentMounts, .. OwnMounts],
        Identity = plan.Reload.Identity,
        Cpu = settings.Cpu,
        Memory = settings.Memory,
    };
}
