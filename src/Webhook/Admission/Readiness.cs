namespace ConfigSync.Webhook.Admission;

/// <summary>Whether new calls should come here.</summary>
internal sealed class Readiness
{
    private volatile bool _started;
    private volatile bool _draining;

    /// <summary>Serving, and meant to go on.</summary>
    public bool Ready => _started && !_draining;

    /// <summary>Still serving, but about to stop.</summary>
    public bool Draining => _draining;

    public void Started() => _started = true;

    public void BeginDraining() => _draining = true;
}
