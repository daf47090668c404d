using ConfigSync.Contract;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Patching;

/// <summary>Has the agent that is there already take over what another webhook brought, and hold the start back if that needs a first copy.</summary>
internal sealed class AgentExtender(
    PodView pod, PodSettings settings, InjectionSettings operators, List<ContainerView> targets, PreviousInjection previous)
{
    public void Write(PatchWriter patch, PodPlan plan)
    {
        var planner = new AgentPlanner(pod, settings, operators, targets);
        var port = PortOf(previous.Agent);
        AgentExtension.Write(patch, previous.Agent, planner.Agent(plan, port).Arguments, plan.Changes.AgentMounts);

        var arguments = AgentArguments.ForFirstCopy(plan.Changes, settings);
        if (previous.InitContainer is { } init)
        {
            AgentExtension.Write(patch, init, arguments, plan.Changes.AgentMounts);
        }
        else if (plan.Changes.NeedsFirstCopy)
        {
            HoldBack(patch, plan, planner, port);
        }
    }

    private void HoldBack(PatchWriter patch, PodPlan plan, AgentPlanner planner, int? port)
    {
        var isNative = previous.Agent.Pointer.StartsWith("/spec/initContainers/", StringComparison.Ordinal);
        if (!isNative || port is null)
        {
            PodPatch.WriteContainers(patch, pod, planner.FirstCopy(plan, port), agent: null);
        }
        else if (!previous.Agent.HasStartupProbe)
        {
            patch.Add($"{previous.Agent.Pointer}/startupProbe", port.Value, AgentContainer.WriteStartupProbe);
        }
    }

    private static int? PortOf(ContainerView agent)
    {
        var flag = AgentFlags.Listen.With(":");
        var listen = agent.Arguments.FirstOrDefault(argument => argument.StartsWith(flag, StringComparison.Ordinal));
        return listen is not null && int.TryParse(listen.AsSpan(flag.Length), out var port) ? port : null;
    }
}
