using ConfigSync.Webhook.Admission;
using ConfigSync.Webhook.Options;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Hosting;

/// <summary>
/// Holds back the stop of the server after SIGTERM. The cluster learns from the readiness probe, and from the Pod's deletion, that calls must go
/// elsewhere, but every node does so in its own time: until then, a server that stopped at once would refuse some of them.
/// </summary>
internal sealed class Drain(Readiness readiness, WebhookOptions options, WebhookMetrics metrics, TimeProvider time, ILogger<Drain> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Runs before any service is asked to stop, the server among them.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.BeginDraining();
        logger.Draining(options.DrainSeconds);
        return Task.Delay(TimeSpan.FromSeconds(options.DrainSeconds), time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        logger.Stopped(metrics.InFlight);
        return Task.CompletedTask;
    }
}
