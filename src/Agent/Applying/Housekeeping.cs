using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Telling;

namespace ConfigSync.Agent.Applying;

/// <summary>What is looked at every interval although nothing happened: edited copies, and whether the application is in sight.</summary>
internal sealed class Housekeeping(Workshop shop, DriftGuard drift, TargetProcesses targets)
{
    // Restoring is for those who mind: they do not want to wait a minute for it.
    private static readonly TimeSpan RestoreInterval = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        var interval = shop.Options.Drift == DriftMode.Restore && shop.Options.Interval > RestoreInterval ? RestoreInterval : shop.Options.Interval;
        while (true)
        {
            await shop.Loop.DelayAsync(interval);
            if (shop.Options.Copies.Count > 0)
            {
                drift.Look();
            }

            if (shop.Options.Reload is ReloadMode.Signal or ReloadMode.Restart)
            {
                targets.Look();
            }
        }
    }
}
