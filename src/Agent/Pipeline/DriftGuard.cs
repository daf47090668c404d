using ConfigSync.Agent.Copying;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;

namespace ConfigSync.Agent.Pipeline;

/// <summary>Reports copies that the application edited, and restores them if that is configured. Restoring causes no reload.</summary>
internal sealed class DriftGuard(AgentContext context, DriftWatch watch)
{
    private IReadOnlyList<string> _known = [];

    public void Check()
    {
        var drifted = watch.Find();
        var restore = context.Options.Drift == DriftMode.Restore;
        foreach (var target in drifted.Except(_known))
        {
            context.Log.TargetDrifted(target, restore ? "put back" : "left until the source changes");
        }

        _known = restore ? [] : drifted;
        context.Status.Update(status => status.Drifted = drifted);
        if (restore && drifted.Count > 0)
        {
            Restore(drifted);
        }
    }

    private void Restore(IReadOnlyList<string> drifted)
    {
        foreach (var target in drifted)
        {
            context.State.Written.Remove(target);
        }

        foreach (var source in context.Sources)
        {
            source.Copied = null;
        }

        context.Announce(newContent: false);
    }
}
