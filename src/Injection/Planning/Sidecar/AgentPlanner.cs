using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Plans the containers that are added to a Pod: the agent and, where nothing else can hold the start back, an init container for the first copy. An
/// agent that is there already takes over what another webhook brought.
/// </summary>
internal sealed class AgentPlanner(
    PodView pod, PodSettings settings, InjectionSettings defaults, List<ContainerView> targets, PodDraft draft, ReloadPlan reload)
{
    private const string StatePart = "state";
    private const string EmptyPart = "no-token";

    // The agent's own mounts: its state, and an empty directory where the API server would otherwise mount a token.
    private static readonly AgentMount[] OwnMounts =
    [
        new(InjectedNames.StateVolume, InjectedNames.StatePath, StatePart),
        new(InjectedNames.StateVolume, InjectedNames.ServiceAccountPath, EmptyPart, ReadOnly: true),
    ];

    public AgentPlan Add(int? port)
    {
        var agent = Container(InjectedNames.AgentContainer, Arguments(port)) with
        {
            IsNativeSidecar = settings.IsNative,
            Port = port,
            HoldsBackStart = settings.IsNative && draft.NeedsFirstCopy,
        };
        var initContainers = FirstCopy(port);
        if (agent.IsNativeSidecar)
        {
            initContainers.Add(agent);
        }

        return new AgentPlan { InitContainers = initContainers, Container = agent.IsNativeSidecar ? null : agent, Arguments = agent.Arguments };
    }

    public AgentPlan Extend(PreviousInjection previous)
    {
        var port = PortOf(previous.Agent);
        List<AgentExtension> extensions = [AgentExtension.Of(previous.Agent, Arguments(port), draft.AgentMounts)];
        if (previous.InitContainer is { } init)
        {
            extensions.Add(AgentExtension.Of(init, AgentArguments.ForFirstCopy(draft, settings), draft.AgentMounts));
        }

        var plan = new AgentPlan { Extensions = extensions };
        return previous.InitContainer is null && draft.NeedsFirstCopy ? HoldBack(plan, previous.Agent, port) : plan;
    }

    private AgentPlan HoldBack(AgentPlan plan, ContainerView agent, int? port)
    {
        var isNative = agent.Pointer.StartsWith("/spec/initContainers/", StringComparison.Ordinal);
        return !isNative || port is null ? plan with { InitContainers = FirstCopy(port) }
            : agent.HasStartupProbe ? plan
            : plan with { Probe = new AddedProbe(agent.Pointer, port.Value) };
    }

    // At most one init container. A native sidecar's startup probe holds the start back, but takes a port.
    private List<AgentContainer> FirstCopy(int? port) =>
        draft.NeedsFirstCopy && (!settings.IsNative || port is null)
            ? [Container(InjectedNames.InitContainer, AgentArguments.ForFirstCopy(draft, settings))]
            : [];

    private List<string> Arguments(int? port) => AgentArguments.Of(draft, settings, reload, targets.Count, pod.TerminationGracePeriodSeconds, port);

    private AgentContainer Container(string name, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Image = settings.AgentImage ?? defaults.AgentImage,
        ImagePullPolicy = defaults.AgentImagePullPolicy,
        Arguments = arguments,
        Mounts = [.. draft.AgentMounts, .. OwnMounts],
        Identity = reload.Identity,
        Cpu = settings.Cpu,
        Memory = settings.Memory,
    };

    private static int? PortOf(ContainerView agent)
    {
        var flag = AgentFlags.Listen.With(":");
        var listen = agent.Arguments.FirstOrDefault(argument => argument.StartsWith(flag, StringComparison.Ordinal));
        return listen is not null && int.TryParse(listen.AsSpan(flag.Length), out var port) ? port : null;
    }
}
