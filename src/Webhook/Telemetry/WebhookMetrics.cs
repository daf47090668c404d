using ConfigSync.Telemetry;

namespace ConfigSync.Webhook.Telemetry;

/// <summary>What is counted. Label sets are closed: nothing that a request carries becomes a label.</summary>
internal sealed class WebhookMetrics
{
    private long _inFlight;
    private long _expiryTicks;

    /// <summary>Requests by outcome and reason.</summary>
    public RequestCounter Requests { get; } = new();

    /// <summary>Seconds from the whole body being read to the answer being handed over.</summary>
    public Histogram Duration { get; } = new([0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]);

    /// <summary>Sizes of the patches that were given, in bytes.</summary>
    public Histogram PatchBytes { get; } = new([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);

    /// <summary>Takings-up of certificate files after the first.</summary>
    public ReloadCounter CertificateReloads { get; } = new();

    /// <summary>Takings-up of the profiles file after the first.</summary>
    public ReloadCounter ProfileReloads { get; } = new();

    /// <summary>Requests that began and have no answer yet.</summary>
    public long InFlight => Interlocked.Read(ref _inFlight);

    /// <summary>When the certificate that is served ends to be valid.</summary>
    public DateTimeOffset CertificateExpiry
    {
        get => new(Interlocked.Read(ref _expiryTicks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _expiryTicks, value.UtcTicks);
    }

    public void Began() => Interlocked.Increment(ref _inFlight);

    public void Ended() => Interlocked.Decrement(ref _inFlight);
}
