using ConfigSync.Contract;
using ConfigSync.Injection.Policy;

namespace ConfigSync.Injection.Planning;

/// <summary>What was planned for one Pod.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="Reload">How the application is told.</param>
/// <param name="Objects">What it depends on.</param>
/// <param name="Remarks">What its author may want to know.</param>
internal sealed record PodPlan(InjectionPlan Changes, ReloadPlan Reload, IReadOnlyList<ObjectRecord> Objects, List<Finding> Remarks)
{
    /// <summary>Whether a claim is added, which a Pod without fsGroup could not write to.</summary>
    public bool AddsClaim { get; init; }

    /// <summary>Whether there is anything for the agent to watch.</summary>
    public bool NeedsAgent => Changes.Sources.Count > 0;

    /// <summary>Whether the controller has something to do for this Pod that the agent cannot.</summary>
    public bool NeedsController => Objects.Count > 0
        && (Reload.Reload == ReloadValues.Rollout || (Reload.EnvChanges == EnvChangesValues.Rollout && Objects.Any(found => found.By == ObjectRecord.Env)));
}
