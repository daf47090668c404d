using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Mounts;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>Plans everything about one Pod: how it is made to reload, the strategy of each mount, the objects of its environment, then the agent.</summary>
/// <param name="pod">The Pod.</param>
/// <param name="settings">Its settings.</param>
/// <param name="defaults">The operator's settings, for what the Pod's leave open.</param>
/// <param name="containers">The target containers.</param>
/// <param name="previous">The injection of an earlier call, or null.</param>
/// <param name="errors">Every error that is found.</param>
internal sealed class PodPlanner(
    PodView pod, PodSettings settings, InjectionSettings defaults, List<ContainerView> containers, PreviousInjection? previous, ErrorList errors)
{
    private readonly PodDraft _draft = new(pod);
    private readonly List<Finding> _notes = [];

    /// <summary>The plan, or null when there are errors.</summary>
    public PodPlan? Plan(Dictionary<string, VolumeView> sources)
    {
        var targets = TargetDirectories.Plan(pod, settings, containers, sources, errors);
        var reload = new ReloadPlanner(pod, Changeable(sources, targets), _notes).Plan(settings);
        if (previous is not null)
        {
            // What an earlier call decided about reloading stays, and it has said what there was to say.
            reload = reload with { Reload = previous.Record.Reload, EnvChanges = previous.Record.EnvChanges };
            _notes.Clear();
        }

        var mounts = ChooseStrategies(sources, targets, reload.Identity);
        PlanMounts(mounts, targets);
        var environment = PlanEnvironment(reload);
        if (!errors.IsEmpty)
        {
            return null;
        }

        if (previous is null && !reload.Signalled.Any(target => _draft.Sources.Exists(watch => watch.Users.Contains(target.Name))))
        {
            reload = reload.WithoutSignal();
        }

        AddNotes(mounts);
        var completion = new PlanCompletion(pod, settings, defaults, containers, reload, _draft, _notes);
        var objects = ObjectsPlanner.Of(mounts, environment, reload);
        return previous is null ? completion.Inject(objects, addsClaim: targets.AddedClaim is not null) : completion.Extend(previous, objects);
    }

    // The first target decides whose user the agent is, so it must be one for which something can change. Whether a mount is left does not hang on the user.
    private List<ContainerView> Changeable(Dictionary<string, VolumeView> sources, TargetDirectories targets)
    {
        if (containers.Count == 1)
        {
            return containers;
        }

        var chooser = new StrategyChooser(pod, settings, targets, WriteAccess.None(pod));
        var changeable = containers.FindAll(container => EnvironmentPlanner.HasReference(container, settings) || container.MountsOrNone.Exists(
            mount => sources.TryGetValue(mount.Volume, out var volume) && chooser.Choose(container, mount, volume).Strategy != Reasons.Left));
        return changeable.Count == 0 ? containers : changeable;
    }

    private List<MountPlan> ChooseStrategies(Dictionary<string, VolumeView> sources, TargetDirectories targets, AgentIdentity identity)
    {
        var chooser = new StrategyChooser(pod, settings, targets, new WriteAccess(pod, identity));
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

        return new SharedPlaces(pod, targets).KeepApart(chosen);
    }

    private void PlanMounts(List<MountPlan> mounts, TargetDirectories targets)
    {
        var planner = new MountPlanner(pod, _draft, new AgentTargets(_draft, previous?.Agent), targets, errors);
        foreach (var mount in mounts)
        {
            planner.Add(mount);
        }

        planner.Finish();
        _draft.AddedMounts.AddRange(targets.AddedMounts);
        if (targets.AddedClaim is { } claim)
        {
            _draft.Volumes.Add(new ClaimVolume(InjectedNames.TargetVolume, claim));
        }
    }

    private List<EnvironmentObject> PlanEnvironment(ReloadPlan reload)
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
                var volume = new EnvironmentVolume(_draft.NextVolumeName(InjectedNames.EnvVolumeStem), found);
                _draft.Volumes.Add(volume);
                var watch = _draft.Watch(volume.Name, EnvironmentPlanner.UsersOf(found, containers));
                watch.IsWhole = found.Keys is null;
                foreach (var key in found.Keys ?? [])
                {
                    watch.Use(key);
                }

                watch.Restarts = true;
            }
        }

        return objects;
    }

    private void AddNotes(List<MountPlan> mounts)
    {
        foreach (var mount in mounts)
        {
            if (mount.Why is { } why)
            {
                _notes.Add(new Finding(why, $"container '{mount.Container.Name}', mount '{mount.Mount.Path}': {why.Sentence}"));
            }
        }

        if (previous is null && settings.Sidecar == SettingWords.SidecarContainer && pod.RestartPolicy is ("Never" or "OnFailure"))
        {
            _notes.Add(new Finding(Reasons.NeverCompletes, $"spec.restartPolicy '{pod.RestartPolicy}': the Pod does not end while the agent runs;"
                + $" use {PodAnnotations.Sidecar.Key}: native"));
        }
    }
}
