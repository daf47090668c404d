using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning;

/// <summary>Plans everything about one Pod: how it is told, the strategy of each mount, what stands behind its environment.</summary>
internal sealed class PodPlanner(
    PodView pod, PodSettings settings, List<ContainerView> containers, PreviousInjection? previous, FaultList faults)
{
    public PodPlan Plan(Dictionary<string, VolumeView> sources)
    {
        var remarks = new List<Finding>();
        var reload = ReloadPlanner.Plan(pod, settings, containers, remarks);
        if (previous is not null)
        {
            // What an earlier call decided about telling stays, and it has said what there was to say.
            reload = reload with { Reload = previous.Record.Reload, EnvChanges = previous.Record.EnvChanges };
            remarks.Clear();
        }

        var plan = new InjectionPlan();
        var targets = TargetDirectories.Plan(pod, settings, containers, sources, faults);
        var mounts = ChooseStrategies(sources, targets);
        PlanMounts(plan, mounts, targets);
        var environment = PlanEnvironment(plan, reload);
        Remark(mounts, remarks);
        if ((reload.Identity.IsAssumed || reload.Identity.MayKill) && plan.AgentMounts.Exists(IsForeign))
        {
            remarks.Add(new Finding(Reasons.UserAssumed,
                $"the agent writes to a volume as UID {reload.Identity.User}, the application's is not known: set {PodAnnotations.RunAsUser.Key}"));
        }

        return new PodPlan(plan, reload, ObjectsPlanner.Of(mounts, environment, reload), remarks) { AddsClaim = targets.AddedClaim is not null };
    }

    private List<MountPlan> ChooseStrategies(Dictionary<string, VolumeView> sources, TargetDirectories targets)
    {
        var chooser = new StrategyChooser(pod, settings, targets);
        var chosen = new List<MountPlan>();
        foreach (var container in containers)
        {
            foreach (var mount in container.MountsOrNone)
            {
                if (sources.TryGetValue(mount.Volume, out var volume) && previous?.Handled(container, mount) != true)
                {
                    chosen.Add(chooser.Choose(container, mount, volume));
                }
            }
        }

        return chosen;
    }

    private void PlanMounts(InjectionPlan plan, List<MountPlan> mounts, TargetDirectories targets)
    {
        var planner = new MountPlanner(pod, plan, new AgentTargets(plan, previous?.Agent), targets, settings.Copies, faults);
        foreach (var mount in mounts)
        {
            planner.Add(mount);
        }

        planner.Finish();
        plan.AddedMounts.AddRange(targets.AddedMounts);
        if (targets.AddedClaim is { } claim)
        {
            plan.Volumes.Add(new ClaimVolume(InjectedNames.TargetVolume, claim));
        }
    }

    private List<EnvironmentObject> PlanEnvironment(InjectionPlan plan, ReloadPlan reload)
    {
        var known = previous?.Record.Objects ?? [];
        var objects = reload.EnvChanges == EnvChangesValues.Ignore
            ? []
            : EnvironmentPlanner.Objects(containers, settings)
                .FindAll(found => !known.Any(record => record.By == ObjectRecord.Env && record.Kind == found.Kind && record.Name == found.Name));
        if (reload.EnvChanges == EnvChangesValues.Restart)
        {
            foreach (var found in objects)
            {
                var volume = new EnvironmentVolume(VolumeNames.Next(InjectedNames.EnvVolumeStem, pod, plan), found);
                plan.Volumes.Add(volume);
                var watch = plan.Watch(volume.Name);
                watch.IsWhole = true;
                watch.Restarts = true;
            }
        }

        return objects;
    }

    private void Remark(List<MountPlan> mounts, List<Finding> remarks)
    {
        foreach (var mount in mounts)
        {
            if (mount.Why is { } why)
            {
                remarks.Add(new Finding(why, $"container '{mount.Container.Name}', mount '{mount.Mount.Path}': {why.Sentence}"));
            }
        }

        if (previous is null && !settings.IsNative && pod.RestartPolicy is ("Never" or "OnFailure"))
        {
            remarks.Add(new Finding(Reasons.NeverCompletes, $"spec.restartPolicy '{pod.RestartPolicy}': the Pod does not end while the agent runs;"
                + $" use {PodAnnotations.Sidecar.Key}: native"));
        }
    }

    // Who owns a claim's files is not known, and root without capabilities writes to no one else's; fsGroup lets every container write.
    private bool IsForeign(AgentMount mount) =>
        !mount.ReadOnly && pod.Security?.FileSystemGroup is null && pod.Volume(mount.Volume) is { Kind: VolumeKind.Claim };
}
