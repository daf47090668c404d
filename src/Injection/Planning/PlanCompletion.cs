using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>Completes a draft, once mounts and environment are planned: the agent, what the Pod itself has to allow it, and the record.</summary>
internal sealed class PlanCompletion(
    PodView pod, PodSettings settings, InjectionSettings defaults, List<ContainerView> targets, ReloadPlan reload, PodDraft draft, List<Finding> notes)
{
    private bool SetsStatusLabel => pod.Labels.GetValueOrDefault(InjectedNames.StatusLabelKey) != InjectedNames.StatusInjected;

    /// <summary>The plan of a Pod that has no agent yet.</summary>
    public PodPlan Inject(IReadOnlyList<ObjectRecord> objects, bool addsClaim)
    {
        if (draft.Sources.Count == 0)
        {
            return NeedsController(objects) ? RecordOnly(objects) : new PodPlan { Reason = Reasons.NothingUpdatable, Notes = notes };
        }

        return settings.HasAgent ? InjectAgent(objects, addsClaim) : new PodPlan
        {
            Reason = Reasons.WithoutAgent,
            Edits = draft.Edits,
            SetsStatusLabel = SetsStatusLabel,
            Record = RecordOf(reload.Reload, draft.Mounts, objects, []),
            Notes = notes,
        };
    }

    /// <summary>The plan of a Pod that an earlier call handled: only what another webhook brought since is added.</summary>
    public PodPlan Extend(PreviousInjection previous, IReadOnlyList<ObjectRecord> objects)
    {
        var earlier = previous.Record;
        var brings = draft.Mounts.Count > 0 || objects.Count > 0;
        var agent = previous.Agent is { } container
            ? new AgentPlanner(pod, settings, defaults, targets, draft, reload with { Identity = Identity() }, previous).Extend(container, brings)
            : AgentPlan.None;
        return new PodPlan
        {
            Reason = Reasons.Extended,
            Edits = draft.Edits,
            Agent = agent,
            PullSecrets = previous.Agent is null ? [] : MissingPullSecrets(),
            SetsProcessSharing = reload is { SharesProcesses: true, NeedsProcess: true } && pod.ShareProcessNamespace is null,
            SetsStatusLabel = SetsStatusLabel,
            Record = brings
                ? RecordOf(reload.Reload, [.. earlier.Mounts, .. draft.Mounts], ObjectsPlanner.Merge([.. earlier.Objects, .. objects]), earlier.Notes ?? [])
                    with { Version = earlier.Version, Containers = earlier.Containers }
                : earlier,
            Notes = notes,
        };
    }

    private PodPlan InjectAgent(IReadOnlyList<ObjectRecord> objects, bool addsClaim)
    {
        var identity = Identity();
        AddNotesOn(identity);
        var port = AgentPort.Choose(pod, settings, notes);
        var agent = new AgentPlanner(pod, settings, defaults, targets, draft, reload with { Identity = identity }, previous: null).Add(port);
        draft.Volumes.Add(new ScratchVolume(InjectedNames.StateVolume));
        if (identity.Host is not null)
        {
            draft.Volumes.Add(new ScratchVolume(InjectedNames.ProgramVolume));
        }

        var group = addsClaim ? FileSystemGroup.Choose(pod, reload.Identity, notes) : null;
        return new PodPlan
        {
            Reason = Reasons.Injected,
            Edits = draft.Edits,
            Agent = agent,
            PullSecrets = MissingPullSecrets(),
            SetsProcessSharing = reload.SharesProcesses && pod.ShareProcessNamespace is null,
            FileSystemGroup = group,
            SetsStatusLabel = SetsStatusLabel,
            Record = RecordOf(reload.Reload, draft.Mounts, objects, []),
            Notes = notes,
        };
    }

    // Only now is it known what the agent has to do. Where it neither signals nor writes, and anybody may read the sources, any user will do: its own
    // image is then the smaller change.
    private AgentIdentity Identity()
    {
        var identities = new IdentityPlanner(pod, settings);
        var planned = reload.Identity;
        if (planned.Host is null)
        {
            return planned;
        }

        var isNeeded = reload.SharesProcesses || draft.NeedsFirstCopy || settings.AgentImage == SettingWords.AgentImageTarget
            || !draft.Sources.TrueForAll(AnybodyReads);
        return isNeeded
            ? planned with { Capabilities = identities.Capabilities(planned, reload.SharesProcesses, draft.AgentMounts.Exists(IsForeign)) }
            : identities.Assumed(targets);
    }

    // A derived volume has the modes of its original; one for an object behind env has none.
    private bool AnybodyReads(SourceWatch watch) =>
        pod.Volume(watch.Volume) is { } volume ? VolumeModes.AnybodyReads(pod.Json.Span[volume.Json])
        : draft.Volumes.OfType<ItemsVolume>().FirstOrDefault(items => items.Name == watch.Volume) is not { } derived || VolumeModes.AnybodyReads(derived.Original.Span);

    private void AddNotesOn(AgentIdentity identity)
    {
        if (identity.Host is { } host)
        {
            notes.Add(new Finding(Reasons.InTargetImage, $"the agent runs in the image of container '{host.Name}', as its user"));
        }

        if (!identity.IsTargets && pod.Security?.FileSystemGroup is null && draft.AgentMounts.Exists(IsForeign))
        {
            notes.Add(new Finding(Reasons.UserAssumed, $"the agent writes to a volume as UID {identity.User}, the application's is unknown: set {PodAnnotations.RunAsUser.Key}"));
        }
    }

    // A volume of the Pod's own that the agent writes to.
    private bool IsForeign(AgentMount mount) => !mount.ReadOnly && !InjectedNames.IsInjectedVolume(mount.Volume);

    // Without an agent nothing makes the application reload but a rollout.
    private PodPlan RecordOnly(IReadOnlyList<ObjectRecord> objects) => new()
    {
        Reason = Reasons.Recorded,
        SetsStatusLabel = SetsStatusLabel,
        Record = RecordOf(reload.Reload == ReloadValues.Rollout ? ReloadValues.Rollout : ReloadValues.None, draft.Mounts, objects, []),
        Notes = notes,
    };

    // The controller has something to do for this Pod that the agent cannot.
    private bool NeedsController(IReadOnlyList<ObjectRecord> objects) => objects.Count > 0
        && (reload.Reload == ReloadValues.Rollout || (reload.EnvChanges == EnvChangesValues.Rollout && objects.Any(found => found.By == ObjectRecord.Env)));

    private IReadOnlyList<string> MissingPullSecrets()
    {
        var wanted = settings.AgentPullSecrets ?? defaults.AgentPullSecrets;
        return wanted.Count == 0 ? [] : [.. wanted.Except(pod.ReadPullSecrets(), StringComparer.Ordinal)];
    }

    private InjectionRecord RecordOf(string how, IReadOnlyList<MountRecord> mounts, IReadOnlyList<ObjectRecord> objects, IReadOnlyList<string> earlierNotes)
    {
        List<string> codes = [.. earlierNotes];
        foreach (var note in notes)
        {
            if (!codes.Contains(note.Reason.Code))
            {
                codes.Add(note.Reason.Code);
            }
        }

        return new InjectionRecord
        {
            Version = defaults.Version,
            Reload = how,
            EnvChanges = reload.EnvChanges,
            Containers = targets.ConvertAll(static target => target.Name),
            Mounts = mounts,
            Objects = objects,
            Notes = codes.Count > 0 ? codes : null,
        };
    }
}
