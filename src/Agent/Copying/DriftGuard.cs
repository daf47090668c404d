using ConfigSync.Agent.Applying;
using ConfigSync.Agent.Options;

namespace ConfigSync.Agent.Copying;

/// <summary>Reports copies that the application edited, and has them put back if that is wanted. It is not told: it knows what it did.</summary>
internal sealed class DriftGuard(Workshop shop, DriftWatch watch)
{
    private IReadOnlyList<string> _known = [];

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var drifted = watch.Find();
        var restore = shop.Options.Drift == DriftMode.Restore;
        foreach (var target in drifted.Except(_known))
        {
            shop.Log.TargetDrifted(target, restore ? "put back" : "left until the source changes");
        }

        _known = restore ? [] : drifted;
        shop.Status.Update(status => status.Drifted = drifted);
        if (restore && drifted.Count > 0)
        {
            Restore(drifted);
        }
    }

    private void Restore(IReadOnlyList<string> drifted)
    {
        foreach (var target in drifted)
        {
            shop.State.Written.Remove(target);
        }

        foreach (var source in shop.Sources)
        {
            source.Copied = null;
        }

        shop.Announce(newContent: false);
    }
}
