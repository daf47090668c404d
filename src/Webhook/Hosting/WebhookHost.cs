using System.Diagnostics;
using ConfigSync.Webhook.Admission;
using ConfigSync.Webhook.Options;
using ConfigSync.Webhook.Reloading;
using ConfigSync.Webhook.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ConfigSync.Webhook.Hosting;

/// <summary>Builds the server and runs it until it is stopped.</summary>
internal static class WebhookHost
{
    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    public static async Task RunAsync(
        WebhookOptions options, ServingCertificate certificate, CurrentInjector injector, WebhookMetrics metrics, ILoggerProvider logging)
    {
        await using var app = Build(options, certificate, injector, metrics, logging);
        await app.StartAsync();
        app.Services.GetRequiredService<Readiness>().Started();
        Announce(app);
        await app.WaitForShutdownAsync();
    }

    private static WebApplication Build(
        WebhookOptions options, ServingCertificate certificate, CurrentInjector injector, WebhookMetrics metrics, ILoggerProvider logging)
    {
        // The slim builder leaves out HTTPS configuration; Endpoints brings its own through UseHttps. It also reads ASPNETCORE_ variables and
        // appsettings.json for settings of the framework's: with ports bound in code, the ones that matter here have no effect.
        // Not reloading that file saves a recursive watch of the working directory, whatever lies in it.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders().AddProvider(logging).SetMinimumLevel(options.LogLevel)
            // Its errors are answered and logged by AdmissionHandler; what it would still do is open a scope for every request.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(server => Endpoints.Listen(server, options, certificate));
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds + options.ShutdownSeconds))
            .AddSingleton(options)
            .AddSingleton(metrics)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(injector)
            .AddSingleton<Readiness>()
            .AddSingleton<AdmissionHandler>()
            .AddSingleton<AdmissionEndpoint>()
            .AddHostedService<Drain>()
            .AddHostedService(_ => certificate)
            .AddHostedService(_ => injector);

        var app = builder.Build();
        app.Use(Endpoints.KeepApart);
        AdmissionEndpoint.Map(app);
        HealthEndpoints.Map(app);
        return app;
    }

    private static void Announce(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var https = addresses.Single(static address => address.StartsWith("https:", StringComparison.Ordinal));
        var http = addresses.Single(static address => address.StartsWith("http:", StringComparison.Ordinal));
        using var self = Process.GetCurrentProcess();
        var sinceStart = (TimeProvider.System.GetUtcNow() - self.StartTime.ToUniversalTime()).TotalMilliseconds;
        app.Services.GetRequiredService<ILogger<Readiness>>().Serving(https, http, (long)sinceStart);
    }
}
