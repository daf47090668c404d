using ConfigSync.Agent.Processes;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Reloading;

/// <summary>Which processes have to be told of something.</summary>
internal sealed class TargetProcesses(TargetFinder finder, AgentStatus status)
{
    /// <summary>Looks, and reports what was seen.</summary>
    public TargetSearch Look()
    {
        var search = finder.Find();
        status.Update(status =>
        {
            status.TargetsFound = search.Found.Count;
            status.TargetProblem = search.Refusal ?? (search.Found.Count == 0 ? finder.NotFound : null);
        });
        return search;
    }

    /// <summary>The processes that run since before the content and were not told; or why there is nothing to tell.</summary>
    public (IReadOnlyList<ProcessInfo> Outdated, ReloadOutcome? Instead) Outdated(ReloadRequest request)
    {
        var search = Look();
        if (search.Refusal is not null)
        {
            // Nothing to tell of yet: status and metrics say early what will be in the way.
            return ([], request.AtStart ? ReloadOutcome.NotNeeded : ReloadOutcome.Refused(search.Refusal));
        }

        if (search.Found.Count == 0)
        {
            // At the very start the application comes after us, and comes with this content.
            return ([], request.AtStart ? ReloadOutcome.NotNeeded : ReloadOutcome.Failed(finder.NotFound));
        }

        var outdated = search.Found.Where(process => process.StartedAt < request.PlacedAt).ToList();
        if (outdated.Count == 0)
        {
            return ([], ReloadOutcome.NotNeeded);
        }

        outdated.RemoveAll(process => request.Told.Contains(process.Identity));
        return outdated.Count == 0 ? ([], ReloadOutcome.Told) : (outdated, null);
    }
}
