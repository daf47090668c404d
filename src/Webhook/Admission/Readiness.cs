namespace ConfigSync.Webhook.Admission;

/// <summary>The readiness of the webhook: started and not draining.</summary>
internal sealed class Readiness
{
    private volatile bool _started;
    private volatile bool _draining;

    /// <summary>True while new requests should come here.</summary>
    public bool Ready => _started && !_draining;

    /// <summary>True when still serving but about to stop.</summary>
    public bool Draining => _draining;

    public void Started() => _started = true;

    public void BeginDraining() => _draining = true;
}
