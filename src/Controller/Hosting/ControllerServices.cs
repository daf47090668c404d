using System.Net;
using ConfigSync.Controller.Certificates;
using ConfigSync.Controller.Cluster;
using ConfigSync.Controller.Nudging;
using ConfigSync.Controller.Options;
using ConfigSync.Controller.Rollouts;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.Kubernetes.Leases;
using ConfigSync.Telemetry;

namespace ConfigSync.Controller.Hosting;

/// <summary>The composition root.</summary>
internal static class ControllerServices
{
    public static void AddLogging(this WebApplicationBuilder builder, ControllerOptions options)
    {
        builder.Logging.ClearProviders();
        // Created by the container, which disposes it at the end: that writes the last lines.
        builder.Services.AddSingleton(_ => ProcessLog.Create(LogLevel.Information, asJson: options.LogFormat == "json"));
    }

    public static void AddController(this WebApplicationBuilder builder, ControllerOptions options, ClusterConnection connection, TimeProvider time)
    {
        var identity = options.Identity.Length > 0 ? options.Identity : Environment.MachineName;
        var services = builder.Services;
        services.AddSingleton(time);
        services.AddSingleton(new KubernetesClient(connection, time));
        services.AddSingleton(new ClusterState(options.Secrets, time));
        services.AddSingleton(new PendingNudges(Nudges(options), time));
        services.AddSingleton(new PendingRollouts(Rollouts(options), time));
        services.AddSingleton<Nudger>();
        services.AddSingleton<Roller>();
        services.AddSingleton(provider => Certificates(options, connection, provider));
        services.AddSingleton<MetricsPage>();
        services.AddSingleton<MemoryTrimmer>();
        services.AddSingleton(provider => new ClusterWatch(
            provider.GetRequiredService<ClusterState>(), provider.GetRequiredService<KubernetesClient>(), options.Secrets, time,
            provider.GetRequiredService<ILogger<ClusterWatch>>()));
        services.AddSingleton(provider => new LeaderElector(
            provider.GetRequiredService<KubernetesClient>(), connection.Namespace, options.Lease, identity, new LeaseTiming(), time, Random.Shared));
        services.AddSingleton(provider => new LeaderWork(
            identity, provider.GetRequiredService<ClusterState>(), provider.GetRequiredService<Nudger>(), options.Rollouts ? provider.GetRequiredService<Roller>() : null,
            options.Certificates ? provider.GetRequiredService<CertificateKeeper>() : null,
            provider.GetRequiredService<ILogger<LeaderWork>>()));
        services.AddSingleton<ControllerService>();
        services.AddHostedService(static provider => provider.GetRequiredService<ControllerService>());
        // Work on the way ends, and the Lease is released, well within the default terminationGracePeriodSeconds of 30 s.
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPEndPoint.Parse(options.Listen)));
    }

    private static NudgeTiming Nudges(ControllerOptions options) => new(options.NudgeRate, options.NudgeBurst, options.NudgeInterval, options.NudgeRepeat);

    private static RolloutTiming Rollouts(ControllerOptions options) =>
        new() { Settle = options.RolloutSettle, Limit = options.RolloutLimit, Timeout = options.RolloutTimeout };

    private static CertificateKeeper Certificates(ControllerOptions options, ClusterConnection connection, IServiceProvider provider)
    {
        var names = new CertificateNames(connection.Namespace, options.CertificateSecret, options.WebhookService, options.WebhookConfiguration);
        return new CertificateKeeper(
            provider.GetRequiredService<KubernetesClient>(), names, new CertificatePlan(names.DnsNames, TimeSpan.FromDays(options.CertificateDays), options.CertificateOverlap),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CertificateKeeper>>());
    }
}
