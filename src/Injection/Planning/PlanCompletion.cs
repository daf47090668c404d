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
    private AgentPlanner Agent => new(pod, settings, defaults, targets, draft, reload);

    private bool SetsStatusLabel => pod.Labels.GetValueOrDefault(InjectedNames.StatusLabelKey) != InjectedNames.StatusInjected;

    /// <summary>The plan of a Pod that has no agent yet.</summary>
    public PodPlan Inject(IReadOnlyList<ObjectRecord> objects, bool addsClaim)
    {
        if (draft.Sources.Count == 0)
        {
            return NeedsController(objects) ? RecordOnly(objects) : new PodPlan { Reason = Reasons.NothingUpdatable, Notes = notes };
        }

        var agent = Agent.Add(AgentPort.Choose(pod, settings, notes));
        draft.Volumes.Add(new ScratchVolume(InjectedNames.StateVolume));
        var group = addsClaim ? ChooseFileSystemGroup() : null;
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

    /// <summary>The plan of a Pod that has an agent: only what another webhook brought since is added.</summary>
    public PodPlan Extend(PreviousInjection previous, IReadOnlyList<ObjectRecord> objects)
    {
        var earlier = previous.Record;
        var brings = draft.Mounts.Count > 0 || objects.Count > 0;
        return new PodPlan
        {
            Reason = Reasons.Extended,
            Edits = brings ? draft.Edits : PodEdits.None,
            Agent = brings ? Agent.Extend(previous) : AgentPlan.None,
            PullSecrets = MissingPullSecrets(),
            SetsProcessSharing = reload is { SharesProcesses: true, NeedsProcess: true } && pod.ShareProcessNamespace is null,
            SetsStatusLabel = SetsStatusLabel,
            Record = brings
                ? RecordOf(reload.Reload, [.. earlier.Mounts, .. draft.Mounts], ObjectsPlanner.Merge([.. earlier.Objects, .. objects]), earlier.Notes ?? [])
                    with { Version = earlier.Version }
                : earlier,
            Notes = notes,
        };
    }

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

    private long? ChooseFileSystemGroup()
    {
        if (pod.Security?.FileSystemGroup is not null || reload.Identity.User == 0)
        {
            return null;
        }

        var group = reload.Identity.Group ?? reload.Identity.User;
        notes.Add(new Finding(Reasons.GroupSet, $"spec.securityContext.fsGroup was set to {group}, so that the claim is writable"));
        return group;
    }

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
            Mounts = mounts,
            Objects = objects,
            Notes = codes.Count > 0 ? codes : null,
        };
    }
}
