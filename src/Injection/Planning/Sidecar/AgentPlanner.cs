using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Plans the containers that are added to a Pod: the agent; before it, where it runs in the application's image, an init container that installs its
/// program; and for a plain sidecar, which can't hold the start back, an init container that makes the first copy. An agent that is there already takes
/// over what another webhook brought.
/// </summary>
internal sealed class AgentPlanner(
    PodView pod, PodSettings settings, InjectionSettings defaults, List<ContainerView> targets, PodDraft draft, ReloadPlan reload, PreviousInjection? previous)
{
    internal const string StatePart = "state";
    private const string EmptyPart = "no-token";

    // An empty directory where the API server would otherwise mount a token.
    private static readonly AgentMount NoToken = new(InjectedNames.StateVolume, InjectedNames.ServiceAccountPath, EmptyPart, ReadOnly: true);
    private static readonly AgentMount State = new(InjectedNames.StateVolume, InjectedNames.StatePath, StatePart);
    private static readonly AgentMount Program = new(InjectedNames.ProgramVolume, InjectedNames.ProgramPath, ReadOnly: true);

    private readonly SecurityPlanner _security = new(pod, targets);

    private bool RunsInTargetImage => previous is null ? reload.Identity.Host is not null : previous.Agent is { HasCommand: true };

    public AgentPlan Add(int? port)
    {
        var agent = Container(InjectedNames.AgentContainer, Arguments(port, Evidence())) with
        {
            IsNativeSidecar = settings.IsNative,
            Port = port,
            HoldsBackStart = settings.IsNative && draft.NeedsFirstCopy,
        };
        List<AgentContainer> initContainers = RunsInTargetImage ? [Installer()] : [];
        if (agent.IsNativeSidecar)
        {
            initContainers.Add(agent);
        }
        else if (draft.NeedsFirstCopy)
        {
            initContainers.Add(FirstCopy());
        }

        return new AgentPlan { InitContainers = initContainers, Container = agent.IsNativeSidecar ? null : agent, Arguments = agent.Arguments };
    }

    /// <summary>What an agent that is there gets in addition.</summary>
    /// <param name="agent">Its container.</param>
    /// <param name="brings">True when there is something new to watch; else just containers that are new are told it.</param>
    public AgentPlan Extend(ContainerView agent, bool brings)
    {
        var evidence = Evidence();
        if (!brings)
        {
            return new AgentPlan { Extensions = [AgentExtension.Of(agent, evidence, [])] };
        }

        List<AgentExtension> extensions = [AgentExtension.Of(agent, Arguments(PortOf(agent), evidence), draft.AgentMounts)];
        if (previous?.InitContainer is { } init)
        {
            extensions.Add(AgentExtension.Of(init, AgentArguments.ForFirstCopy(draft, settings), draft.AgentMounts));
        }

        var plan = new AgentPlan { Extensions = extensions };
        return !draft.NeedsFirstCopy || previous?.InitContainer is not null || agent.HasStartupProbe ? plan
            : agent.IsNativeSidecar ? plan with { Probe = new AddedProbe(agent.Pointer, RunsInTargetImage) }
            : plan with { InitContainers = [FirstCopy()] };
    }

    private List<string> Evidence() =>
        reload is { SharesProcesses: true, NeedsProcess: true }
            ? new ProcessEvidence(pod, draft, [.. draft.AgentMounts, State, .. Existing(previous?.Agent)], [.. previous?.Agent?.Arguments ?? []]).Arguments(reload.Signalled)
            : [];

    private static IEnumerable<AgentMount> Existing(ContainerView? agent) =>
        agent?.MountsOrNone.Select(static mount => new AgentMount(mount.Volume, mount.Path, mount.SubPath)) ?? [];

    private AgentContainer FirstCopy() => Container(InjectedNames.InitContainer, AgentArguments.ForFirstCopy(draft, settings));

    private List<string> Arguments(int? port, List<string> evidence) =>
        AgentArguments.Of(draft, settings, reload, evidence, pod.TerminationGracePeriodSeconds, port);

    private AgentContainer Container(string name, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Program = RunsInTargetImage ? OfTarget() : OfOwn(),
        Arguments = arguments,
        Mounts = RunsInTargetImage ? [.. draft.AgentMounts, State, NoToken, Program] : [.. draft.AgentMounts, State, NoToken],
        Security = _security.Of(reload.Identity),
        Resources = AgentResources.Of(pod, settings),
    };

    private AgentContainer Installer() => new()
    {
        Name = InjectedNames.InstallContainer,
        Program = OfOwn(),
        Arguments = AgentArguments.ForInstallation(settings),
        Mounts = [Program with { ReadOnly = false }, NoToken],
        Security = _security.OfInstaller(),
        Resources = AgentResources.Of(pod, settings),
    };

    private OwnImage OfOwn() => new(settings.AgentImageReference ?? defaults.AgentImage, defaults.AgentImagePullPolicy);

    // Of an agent that is there: another webhook may have given it, and the target, another name for the image.
    private TargetImage OfTarget()
    {
        var host = previous?.Agent ?? reload.Identity.Host!;
        return new TargetImage(pod.Json[host.Image!.Value], host.ImagePullPolicy is { } policy ? pod.Json[policy] : (ReadOnlyMemory<byte>?)null);
    }

    private static int? PortOf(ContainerView agent)
    {
        var flag = AgentFlags.Listen.With(":");
        var listen = agent.Arguments.FirstOrDefault(argument => argument.StartsWith(flag, StringComparison.Ordinal));
        return listen is not null && int.TryParse(listen.AsSpan(flag.Length), out var port) ? port : null;
    }
}
