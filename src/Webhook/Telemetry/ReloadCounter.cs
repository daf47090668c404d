namespace ConfigSync.Webhook.Telemetry;

/// <summary>Counts how often new files were taken up, and how often refused.</summary>
internal sealed class ReloadCounter
{
    private long _successes;
    private long _failures;

    public long Successes => Interlocked.Read(ref _successes);

    public long Failures => Interlocked.Read(ref _failures);

    public void Succeeded() => Interlocked.Increment(ref _successes);

    public void Failed() => Interlocked.Increment(ref _failures);
}
