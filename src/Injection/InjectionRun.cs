using ConfigSync.Contract;
using ConfigSync.Injection.Patching;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Planning.Sidecar;
using ConfigSync.Injection.Planning.Volumes;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection;

/// <summary>One Pod on its way through: policy, settings, plan, patch.</summary>
internal sealed class InjectionRun(InjectionSettings operators, PodView pod, string? @namespace)
{
    private readonly FaultList _faults = new();
    private readonly PreviousInjection? _previous = PreviousInjection.Find(pod);

    public InjectionResult Decide()
    {
        if (InjectionPolicy.WhyNot(pod) is { } why)
        {
            return new InjectionResult { Reason = why };
        }

        var settings = SettingsReader.Read(pod, @namespace, operators.Profiles, _faults);
        var sources = SourceVolumes.Select(pod, settings, _faults);
        var targets = TargetContainers.Select(pod, settings, sources, _previous, _faults);
        Contradictions.Find(settings, pod, _faults);
        NameClashes.Find(pod, _previous, _faults);
        if (_faults.IsEmpty && targets.Count == 0)
        {
            return new InjectionResult { Reason = _previous is null ? Reasons.NoSource : Reasons.AlreadyInjected };
        }

        var plan = new PodPlanner(pod, settings, targets, _previous, _faults).Plan(sources);
        return !_faults.IsEmpty ? Refused()
            : _previous is null ? Inject(plan, settings, targets)
            : Extend(plan, settings, targets, _previous);
    }

    private InjectionResult Refused() => new()
    {
        Reason = operators.OnError == FaultPolicy.Deny ? Reasons.Denied : Reasons.NotInjected,
        Faults = _faults.ToList(),
    };

    private InjectionResult Inject(PodPlan plan, PodSettings settings, List<ContainerView> targets)
    {
        if (!plan.NeedsAgent && !plan.NeedsController)
        {
            return new InjectionResult { Reason = Reasons.NothingUpdatable, Remarks = plan.Remarks };
        }

        using var patch = new PatchWriter();
        IReadOnlyList<string> arguments = [];
        if (plan.NeedsAgent)
        {
            arguments = AddAgent(patch, plan, settings, targets);
        }

        var record = RecordOf(plan, plan.Changes.Mounts, plan.Objects);
        if (!plan.NeedsAgent && record.Reload != ReloadValues.Rollout)
        {
            // Without an agent nobody tells the application anything.
            record = record with { Reload = ReloadValues.None };
        }

        PodPatch.WriteMetadata(patch, pod, record);
        return new InjectionResult
        {
            Reason = plan.NeedsAgent ? Reasons.Injected : Reasons.Recorded,
            Patch = patch.Finish(),
            Remarks = plan.Remarks,
            Record = record,
            AgentArguments = arguments,
        };
    }

    private IReadOnlyList<string> AddAgent(PatchWriter patch, PodPlan plan, PodSettings settings, List<ContainerView> targets)
    {
        var planner = new AgentPlanner(pod, settings, operators, targets);
        var port = AgentPort.Choose(pod, settings, plan.Remarks);
        var agent = planner.Agent(plan, port);
        var firstCopy = planner.FirstCopy(plan, port);
        plan.Changes.Volumes.Add(new ScratchVolume(InjectedNames.StateVolume));
        PodPatch.WriteEdits(patch, pod, plan.Changes);
        PodPatch.WriteContainers(patch, pod, firstCopy, agent);
        PodPatch.WritePullSecrets(patch, pod, PullSecrets(settings));
        if (plan.Reload.SharesProcesses)
        {
            PodPatch.WriteProcessSharing(patch, pod);
        }

        if (plan.AddsClaim && pod.Security?.FileSystemGroup is null && agent.Identity.User != 0)
        {
            var group = agent.Identity.Group ?? agent.Identity.User;
            PodPatch.WriteFileSystemGroup(patch, pod, group);
            plan.Remarks.Add(new Finding(Reasons.GroupSet, $"spec.securityContext.fsGroup was set to {group}, so that the claim is writable"));
        }

        return agent.Arguments;
    }

    private InjectionResult Extend(PodPlan plan, PodSettings settings, List<ContainerView> targets, PreviousInjection previous)
    {
        using var patch = new PatchWriter();
        var record = previous.Record;
        if (plan.Changes.Mounts.Count > 0 || plan.Objects.Count > 0)
        {
            PodPatch.WriteEdits(patch, pod, plan.Changes);
            new AgentExtender(pod, settings, operators, targets, previous).Write(patch, plan);
            var mounts = record.Mounts.Concat(plan.Changes.Mounts).ToList();
            record = RecordOf(plan, mounts, ObjectsPlanner.Merge([.. record.Objects, .. plan.Objects]), record.Notes) with { Version = record.Version };
        }

        PodPatch.WritePullSecrets(patch, pod, PullSecrets(settings));
        if (plan.Reload.SharesProcesses && Contradictions.NeedsProcess(record.Reload, record.EnvChanges))
        {
            PodPatch.WriteProcessSharing(patch, pod);
        }

        PodPatch.WriteMetadata(patch, pod, record);
        var bytes = patch.Finish();
        return bytes.IsEmpty
            ? new InjectionResult { Reason = Reasons.AlreadyInjected }
            : new InjectionResult { Reason = Reasons.Extended, Patch = bytes, Remarks = plan.Remarks, Record = record };
    }

    private IReadOnlyList<string> PullSecrets(PodSettings settings) => settings.AgentPullSecrets ?? operators.AgentPullSecrets;

    private InjectionRecord RecordOf(
        PodPlan plan, IReadOnlyList<MountRecord> mounts, IReadOnlyList<ObjectRecord> objects, IReadOnlyList<string>? earlier = null)
    {
        List<string> notes = [.. earlier ?? []];
        foreach (var remark in plan.Remarks)
        {
            if (!notes.Contains(remark.Reason.Code))
            {
                notes.Add(remark.Reason.Code);
            }
        }

        return new InjectionRecord
        {
            Version = operators.Version,
            Reload = plan.Reload.Reload,
            EnvChanges = plan.Reload.EnvChanges,
            Mounts = mounts,
            Objects = objects,
            Notes = notes.Count > 0 ? notes : null,
        };
    }
}
