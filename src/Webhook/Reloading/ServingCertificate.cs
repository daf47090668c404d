using System.Net.Security;
using ConfigSync.Configuration;
using ConfigSync.Webhook.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ConfigSync.Webhook.Reloading;

/// <summary>
/// The pair that new connections get. Follows its files: a good new pair is used for new connections and drops none, a bad one is reported and the
/// old one stays. An expired pair is served all the same: clients refuse it with a clear error, where no pair at all would look like an outage.
/// </summary>
internal sealed class ServingCertificate : BackgroundService
{
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly FileChanges _changes;
    private readonly WebhookMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile CertificatePair _current;

    private ServingCertificate(
        CertificatePair first, string certificateFile, string keyFile, FileChanges changes, WebhookMetrics metrics, TimeProvider time, ILogger logger)
    {
        _current = first;
        _certificateFile = certificateFile;
        _keyFile = keyFile;
        _changes = changes;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        Announce(first);
    }

    /// <summary>Loads the first pair, or says in <paramref name="error"/> why not.</summary>
    public static ServingCertificate? Load(
        string certificateFile, string keyFile, WebhookMetrics metrics, TimeProvider time, ILogger logger, out string? error)
    {
        // Before the files are read, so that no change between the two is missed.
        var changes = new FileChanges([certificateFile, keyFile], time, logger);
        if (CertificatePair.Load(certificateFile, keyFile, out error) is { } first)
        {
            return new ServingCertificate(first, certificateFile, keyFile, changes, metrics, time, logger);
        }

        changes.Dispose();
        return null;
    }

    /// <summary>Answers a handshake.</summary>
    public ValueTask<SslServerAuthenticationOptions> OnConnection(TlsHandshakeCallbackContext context) => ValueTask.FromResult(_current.Handshake);

    public override void Dispose()
    {
        _changes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changes.NextAsync(stoppingToken);
            if (CertificatePair.Load(_certificateFile, _keyFile, out var error) is { } pair)
            {
                _current = pair;
                _metrics.CertificateReloads.Succeeded();
                Announce(pair);
            }
            else
            {
                _metrics.CertificateReloads.Failed();
                _logger.CertificateKept(error!, _current.Expiry);
            }
        }
    }

    private void Announce(CertificatePair pair)
    {
        _metrics.CertificateExpiry = pair.Expiry;
        var now = _time.GetUtcNow();
        if (now > pair.Expiry || now < pair.Certificate.NotBefore)
        {
            _logger.CertificateNotValid(pair.Certificate.SerialNumber, pair.Certificate.NotBefore.ToUniversalTime(), pair.Expiry);
        }
        else
        {
            _logger.CertificateInUse(pair.Certificate.SerialNumber, pair.Expiry);
        }
    }
}
