using ConfigSync.Injection.Admission;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Patching;
using ConfigSync.Injection.Planning;
using ConfigSync.Injection.Policy;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection;

/// <summary>One Pod on its way through: policy, settings, plan, patch.</summary>
internal sealed class InjectionRun(InjectionSettings settings, PodView pod, string? @namespace)
{
    private readonly ErrorList _errors = new();

    public InjectionResult Decide()
    {
        if (InjectionPolicy.WhyNot(pod) is { } why)
        {
            return new InjectionResult { Reason = why };
        }

        var own = SettingsReader.Read(pod, @namespace, settings.Profiles, _errors);
        Contradictions.Find(own, pod, _errors);
        if (!own.HasAgent)
        {
            own = own.WithoutAgent();
        }

        var previous = PreviousInjection.Find(pod, own.HasAgent);
        var sources = SourceVolumes.Select(pod, own, _errors);
        var targets = TargetContainers.Select(pod, own, sources, previous, _errors);
        NameClashes.Find(pod, previous, _errors);
        if (_errors.IsEmpty && targets.Count == 0)
        {
            return new InjectionResult { Reason = previous is null ? Reasons.NoSource : Reasons.AlreadyInjected };
        }

        return new PodPlanner(pod, own, settings, targets, previous, _errors).Plan(sources) is { } plan ? Carry(plan) : Refused();
    }

    private InjectionResult Refused() => new()
    {
        Reason = settings.OnError == OnErrorPolicy.Deny ? Reasons.Denied : Reasons.NotInjected,
        Errors = _errors.ToList(),
    };

    private InjectionResult Carry(PodPlan plan)
    {
        if (plan.Record is null)
        {
            return new InjectionResult { Reason = plan.Reason, Notes = plan.Notes };
        }

        var patch = PodPatch.Of(pod, plan);
        return patch.IsEmpty && plan.Reason == Reasons.Extended
            ? new InjectionResult { Reason = Reasons.AlreadyInjected }
            : new InjectionResult { Reason = plan.Reason, Patch = patch, Notes = plan.Notes, Record = plan.Record, AgentArguments = plan.Agent.Arguments };
    }
}
