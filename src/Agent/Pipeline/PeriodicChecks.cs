using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reloading;

namespace ConfigSync.Agent.Pipeline;

/// <summary>Checks that run every interval without an event: edited copies, and the presence of the application's processes.</summary>
internal sealed class PeriodicChecks(AgentContext context, DriftGuard drift, TargetProcesses targets)
{
    // Whoever asks for drift=restore does not want to wait a whole interval for it.
    private static readonly TimeSpan RestoreInterval = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        var interval = context.Options.Drift == DriftMode.Restore && context.Options.Interval > RestoreInterval ? RestoreInterval : context.Options.Interval;
        while (true)
        {
            await context.Loop.DelayAsync(interval);
            if (context.Options.Copies.Count > 0)
            {
                drift.Check();
            }

            if (context.Options.Reload is ReloadMode.Signal or ReloadMode.Restart)
            {
                targets.Find();
            }
        }
    }
}
