using ConfigSync.Options;
using ConfigSync.Telemetry;
using ConfigSync.Webhook.Options;
using ConfigSync.Webhook.Reloading;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Hosting;

/// <summary>The life of the process: load certificate and profiles, serve until SIGTERM, give the exit code.</summary>
internal static class Serving
{
    /// <summary>Serves as the options say.</summary>
    public static async Task<int> RunAsync(WebhookOptions options)
    {
        var metrics = new WebhookMetrics();
        using var logging = ProcessLog.Create(options.LogLevel, IsJson(options.LogFormat));
        var logger = logging.CreateLogger("ConfigSync.Webhook");
        logger.Configured(ProductVersion.Text, options.Effective);

        using var certificate = ServingCertificate.Load(options.CertificateFile, options.KeyFile, metrics, TimeProvider.System, logger, out var certificateError);
        using var injector = CurrentInjector.Load(options.Injector, metrics, TimeProvider.System, logger, out var profileErrors);
        if (certificate is null || injector is null)
        {
            return Refuse([.. certificateError is null ? [] : new[] { certificateError }, .. profileErrors]);
        }

        try
        {
            await WebhookHost.RunAsync(options, certificate, injector, metrics, logging);
            return ExitCode.Done;
        }
        catch (IOException cause)
        {
            // Kestrel's exception for an address that is in use or not ours.
            return Refuse([$"can't listen: {cause.Message}"]);
        }
    }

    private static bool IsJson(LogFormat format) => format == LogFormat.Json || (format == LogFormat.Auto && Console.IsOutputRedirected);

    private static int Refuse(IEnumerable<string> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return ExitCode.BadInput;
    }
}
