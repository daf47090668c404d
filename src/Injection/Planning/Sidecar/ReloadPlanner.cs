using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Decides how the application can be made to reload. A process can signal (measured) one of the same UID, with no capability, and as root with the
/// capability KILL any (https://man7.org/linux/man-pages/man2/kill.2.html); no other. So the agent is the target's user, and root with KILL alone only
/// where it has to run in its own image and there is no UID to take.
/// </summary>
internal sealed class ReloadPlanner(PodView pod, List<ContainerView> targets, List<Finding> notes)
{
    public ReloadPlan Plan(PodSettings settings)
    {
        if (!pod.RestartsContainers && (settings.Reload == ReloadValues.Restart || settings.EnvChanges == EnvChangesValues.Restart))
        {
            notes.Add(new Finding(Reasons.NotRestartable, $"spec.restartPolicy '{pod.RestartPolicy}': the application is not restarted, only its files are kept up to date"));
            settings = settings.WithoutRestart();
        }

        var identities = new IdentityPlanner(pod, settings);
        var identity = identities.Of(targets);
        if (!settings.NeedsProcess)
        {
            return new ReloadPlan(settings.Reload, settings.EnvChanges, [], identity ?? identities.Assumed(targets));
        }

        if (WhyNotShared(settings) is { } why)
        {
            notes.Add(why);
            return Downgraded(settings, identity ?? identities.Assumed(targets));
        }

        if (identity is not null)
        {
            return new ReloadPlan(settings.Reload, settings.EnvChanges, Served(identities), identity);
        }

        if (targets.Find(identities.IsNonRoot) is { } nonRoot)
        {
            notes.Add(new Finding(Reasons.UserUnknown,
                $"container '{nonRoot.Name}' runs as non-root with an unknown UID:"
                + $" set {PodAnnotations.RunAsUser.Key}, or {PodAnnotations.AgentImage.Key} to auto, to have it signalled"));
            return Downgraded(settings, identities.Assumed(targets));
        }

        notes.Add(new Finding(Reasons.RootWithKill, "the agent runs as root with the capability KILL alone"));
        return new ReloadPlan(settings.Reload, settings.EnvChanges, targets, new AgentIdentity { User = 0, MayKill = true, Capabilities = ["KILL"] });
    }

    private static ReloadPlan Downgraded(PodSettings settings, AgentIdentity identity) =>
        new ReloadPlan(settings.Reload, settings.EnvChanges, [], identity).WithoutSignal();

    private Finding? WhyNotShared(PodSettings settings)
    {
        if (pod.WhyProcessesAreNotShared is { } why)
        {
            return new Finding(Reasons.ProcessesNotShared, $"{why}: the application is not signalled, only its files are kept up to date");
        }

        // Where processes are shared already, the image has shown that it can live with it.
        if (pod.ShareProcessNamespace == true || PidOneImages.Find(pod) is not { } container)
        {
            return null;
        }

        var text = $"the image of container '{container.Name}' can only run as PID 1, which it is not where processes are shared";
        if (settings.Values.IsFromPod(PodAnnotations.Reload) || settings.Values.IsFromPod(PodAnnotations.EnvChanges))
        {
            // Asked for by name: whoever did may know that this image can do without.
            notes.Add(new Finding(Reasons.NeedsPidOne, text));
            return null;
        }

        return new Finding(Reasons.NeedsPidOne, $"{text}: the application is not signalled, only its files are kept up to date");
    }

    private List<ContainerView> Served(IdentityPlanner identities)
    {
        var served = targets.FindAll(target => identities.Serves(targets[0], target));
        if (served.Count == targets.Count)
        {
            return served;
        }

        foreach (var other in targets.Except(served))
        {
            notes.Add(new Finding(Reasons.OtherUser,
                $"container '{other.Name}' runs, or may run, as another user than container '{targets[0].Name}', whose user the agent is:"
                + $" it is not signalled, only its files are kept up to date"));
        }

        return served;
    }
}
