using ConfigSync.Telemetry;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>The webhook's metrics. Label sets are closed: nothing that a request carries becomes a label.</summary>
internal sealed class WebhookMetrics
{
    private long _inFlight;
    private long _expiryTicks;

    /// <summary>Requests by outcome and reason.</summary>
    public RequestCounter Requests { get; } = new();

    /// <summary>Seconds from reading the body to the response.</summary>
    public Histogram Duration { get; } = new([0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]);

    /// <summary>Sizes of the patches in responses, in bytes.</summary>
    public Histogram PatchBytes { get; } = new([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);

    /// <summary>Certificate reloads.</summary>
    public ReloadCounter CertificateReloads { get; } = new();

    /// <summary>Reloads of the profiles file.</summary>
    public ReloadCounter ProfileReloads { get; } = new();

    /// <summary>Requests in flight.</summary>
    public long InFlight => Interlocked.Read(ref _inFlight);

    /// <summary>The time at which the serving certificate expires.</summary>
    public DateTimeOffset CertificateExpiry
    {
        get => new(Interlocked.Read(ref _expiryTicks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _expiryTicks, value.UtcTicks);
    }

    public void Began() => Interlocked.Increment(ref _inFlight);

    public void Ended() => Interlocked.Decrement(ref _inFlight);
}
