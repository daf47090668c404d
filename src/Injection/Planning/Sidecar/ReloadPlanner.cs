using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Decides how the application can be made to reload. A process can signal (measured) one of the same UID, with no capability, and as root with the
/// capability KILL any (https://man7.org/linux/man-pages/man2/kill.2.html); no other. So the agent takes the target's UID, and becomes root with KILL
/// alone only when there is no single UID to take.
/// </summary>
internal static class ReloadPlanner
{
    public static ReloadPlan Plan(PodView pod, PodSettings settings, List<ContainerView> targets, List<Finding> notes)
    {
        if (!pod.RestartsContainers && (settings.Reload == ReloadValues.Restart || settings.EnvChanges == EnvChangesValues.Restart))
        {
            notes.Add(new Finding(Reasons.NotRestartable, $"spec.restartPolicy '{pod.RestartPolicy}': the application is not restarted, only its files are kept up to date"));
            settings = settings.WithoutRestart();
        }

        if (!settings.NeedsProcess)
        {
            return new ReloadPlan(settings.Reload, settings.EnvChanges, SharesProcesses: false, WithoutSignal(pod, settings, targets));
        }

        if (pod.WhyProcessesAreNotShared is { } why)
        {
            notes.Add(new Finding(Reasons.ProcessesNotShared, $"{why}: the application is not signalled, only its files are kept up to date"));
            return Downgraded(pod, settings, targets);
        }

        if (SingleIdentity(pod, settings, targets) is { } identity)
        {
            WarnOfAmbiguity(pod, settings, targets, notes);
            return new ReloadPlan(settings.Reload, settings.EnvChanges, SharesProcesses: true, identity);
        }

        if (targets.Find(target => (target.Security?.NonRoot ?? pod.Security?.NonRoot) == true) is { } nonRoot)
        {
            notes.Add(new Finding(Reasons.UserUnknown,
                $"container '{nonRoot.Name}' runs as non-root with an unknown or ambiguous UID: set {PodAnnotations.RunAsUser.Key} to have it signalled"));
            return Downgraded(pod, settings, targets);
        }

        WarnOfAmbiguity(pod, settings, targets, notes);
        notes.Add(new Finding(Reasons.RootWithKill, "the agent runs as root with the capability KILL alone"));
        return new ReloadPlan(settings.Reload, settings.EnvChanges, SharesProcesses: true, new AgentIdentity(0, null, MayKill: true));
    }

    private static ReloadPlan Downgraded(PodView pod, PodSettings settings, List<ContainerView> targets) => new(
        settings.Reload is ReloadValues.Signal or ReloadValues.Restart ? ReloadValues.None : settings.Reload,
        settings.EnvChanges == EnvChangesValues.Restart ? EnvChangesValues.Ignore : settings.EnvChanges,
        SharesProcesses: false,
        WithoutSignal(pod, settings, targets));

    private static AgentIdentity WithoutSignal(PodView pod, PodSettings settings, List<ContainerView> targets)
    {
        if (SingleIdentity(pod, settings, targets) is { } identity)
        {
            return identity;
        }

        var known = targets.Find(target => UserOf(target, pod) is not null);
        return new AgentIdentity(known is null ? InjectedNames.AgentUser : UserOf(known, pod)!.Value, null, IsAssumed: true);
    }

    private static AgentIdentity? SingleIdentity(PodView pod, PodSettings settings, List<ContainerView> targets)
    {
        var wanted = settings.AsksForForbiddenRoot(pod) ? null : settings.RunAsUser;
        if (targets.Count == 0 || (wanted ?? UserOf(targets[0], pod)) is not { } user)
        {
            return null;
        }

        var group = GroupOf(targets[0], pod);
        var isOneUser = wanted is not null || targets.TrueForAll(target => UserOf(target, pod) == user);
        var isOneGroup = targets.TrueForAll(target => GroupOf(target, pod) == group);
        return isOneUser ? new AgentIdentity(user, isOneGroup ? group : null) : null;
    }

    private static long? UserOf(ContainerView container, PodView pod) => container.Security?.User ?? pod.Security?.User;

    private static long? GroupOf(ContainerView container, PodView pod) => container.Security?.Group ?? pod.Security?.Group;

    private static void WarnOfAmbiguity(PodView pod, PodSettings settings, List<ContainerView> targets, List<Finding> notes)
    {
        if (settings.Process is not null)
        {
            return;
        }

        var others = pod.Containers.FindAll(IsNoTarget);
        others.AddRange(pod.InitContainers?.FindAll(container => container.RestartPolicy == "Always" && IsNoTarget(container)) ?? []);
        if (others.Count > 0)
        {
            notes.Add(new Finding(Reasons.AmbiguousProcess,
                $"containers {string.Join(", ", others.Take(3).Select(container => container.Name))} are not targets:"
                + $" set {PodAnnotations.Process.Key} so that the agent knows which process to signal"));
        }

        bool IsNoTarget(ContainerView container) => container.Name != InjectedNames.AgentContainer && !targets.Contains(container);
    }
}
