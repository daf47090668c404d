using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>A cluster in which the built webhook is registered by the manifest that users install: only the CA is put in, as every overlay does.</summary>
public sealed class WebhookCluster : ClusterFixture
{
    private const string Service = "config-sync-webhook.config-sync.svc";
    private const string ServicePort = $"{Service}:443";

    private WebhookProcess? _webhook;

    internal WebhookProcess Webhook => _webhook!;

    /// <summary>From now on the Service has nobody behind it.</summary>
    internal void TakeWebhookAway() => Cluster.Services.Unroute(ServicePort);

    /// <summary>From now on a webhook is behind the Service.</summary>
    internal void Serve(WebhookProcess? webhook = null) => Cluster.Services.Route(ServicePort, (webhook ?? Webhook).Https);

    /// <summary>How a controller reaches the API server here.</summary>
    internal async Task<string> ControllerKubeConfigAsync() => Cluster.KubeConfig(await ControllerAccount.InstallAsync(Cluster), ControllerAccount.Namespace);

    /// <summary>Registers the webhook, and waits until the API server calls it.</summary>
    internal async Task RegisterAsync()
    {
        var ca = Convert.ToBase64String(Encoding.ASCII.GetBytes(Webhook.Ca.Certificate.ExportCertificatePem()));
        var configuration = Installed.Read("base", "webhook", "mutatingwebhookconfiguration.yaml").Single();
        foreach (var entry in configuration["webhooks"]!.AsArray())
        {
            entry!["clientConfig"]!["caBundle"] = ca;
        }

        (await Cluster.Admin.ApplyAsync(configuration, Manager, "force=true")).Done();
        await UntilInjectedAsync();
    }

    /// <summary>Waits until the API server gets an answer from the webhook: it learns of registrations by a watch.</summary>
    internal async Task UntilInjectedAsync()
    {
        var pod = Pods.MountingConfigMap("probe", "default");
        pod["metadata"]!["labels"] = new JsonObject { [InjectedNames.InjectLabelKey] = InjectLabel.Enabled };
        await Wait.Until(
            async () => await Cluster.Admin.CreateAsync(pod, "dryRun=All") is { IsDone: true } answer && Pods.IsInjected(answer.Body), "the API server calls the webhook");
    }

    private protected override async Task PrepareAsync()
    {
        await Cluster.AddAccountAsync("default", "default");
        var profiles = (string)Installed.Read("base", "webhook", "profiles.yaml").Single()["data"]!["profiles.yaml"]!;
        _webhook = await WebhookProcess.StartAsync(folder => ["--profiles-file=" + folder.Write("profiles.yaml", profiles)], Service);
        Serve();
        await RegisterAsync();
    }

    private protected override async Task CleanUpAsync()
    {
        if (_webhook is not null)
        {
            await _webhook.DisposeAsync();
        }
    }
}
