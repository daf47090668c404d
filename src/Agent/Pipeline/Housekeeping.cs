using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reloading;

namespace ConfigSync.Agent.Pipeline;

/// <summary>What is looked at every interval although nothing happened: edited copies, and whether the application is in sight.</summary>
internal sealed class Housekeeping(AgentContext context, DriftGuard drift, TargetProcesses targets)
{
    // Restoring is for those who mind: they do not want to wait a minute for it.
    private static readonly TimeSpan RestoreInterval = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        var interval = context.Options.Drift == DriftMode.Restore && context.Options.Interval > RestoreInterval ? RestoreInterval : context.Options.Interval;
        while (true)
        {
            await context.Loop.DelayAsync(interval);
            if (context.Options.Copies.Count > 0)
            {
                drift.Look();
            }

            if (context.Options.Reload is ReloadMode.Signal or ReloadMode.Restart)
            {
                targets.Look();
            }
        }
    }
}
