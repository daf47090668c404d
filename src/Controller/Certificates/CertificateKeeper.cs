using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Certificates;

/// <summary>
/// Keeps the webhook's certificates alive. Looks at what is there and takes at most one step at a time, and each write carries the version that it was
/// decided on: whatever happened in between, be it another leader, is found out instead of overwritten.
/// </summary>
internal sealed class CertificateKeeper(
    KubernetesClient client, CertificateNames names, CertificatePlan plan, ControllerMetrics metrics, TimeProvider time, ILogger<CertificateKeeper> log)
{
    private const string FieldManager = "config-sync-certificates";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Runs while this replica leads.</summary>
    public async Task RunAsync(CancellationToken leading)
    {
        while (!leading.IsCancellationRequested)
        {
            var wait = Period;
            try
            {
                await LookAsync(leading);
            }
            catch (KubernetesApiException e)
            {
                log.CertificatesFailed(e.Message);
                wait = e.RetryAfter ?? RetryPeriod;
            }
            catch (OperationCanceledException) when (leading.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(wait, time, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken leading)
    {
        var secret = await ReadSecretAsync(leading);
        var now = time.GetUtcNow();
        var state = secret?.ToState(plan.Names, now);
        if (state is not null)
        {
            // First of all: a pair is not served before its authority is published, and this throws when that can't be done.
            await PublishAsync(state, leading);
            metrics.CertificateExpiry = state.Current.NotAfter;
        }

        var step = plan.NextStep(state, now);
        if (step == CertificateStep.None)
        {
            return;
        }

        var after = plan.Take(step, state, secret?.UnusableAuthority(), now);
        await WriteSecretAsync(secret, after, leading);
        log.CertificatesChanged(step, after.Current.NotAfter);
        metrics.CertificateExpiry = after.Current.NotAfter;
        await PublishAsync(after, leading);
    }

    private async Task<CertificateSecret?> ReadSecretAsync(CancellationToken leading)
    {
        try
        {
            return await client.GetAsync(ResourceType.Secrets, names.Namespace, names.Secret, ControllerJsonContext.Default.CertificateSecret, leading);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private Task WriteSecretAsync(CertificateSecret? before, CertificateState state, CancellationToken leading) => before is null
        ? client.CreateAsync(ResourceType.Secrets, names.Namespace, CertificateSecret.Write(names.Secret, state, version: null), leading)
        : client.MergePatchAsync(
            ResourceType.Secrets, names.Namespace, names.Secret, CertificateSecret.Write(names.Secret, state, before.Metadata.ResourceVersion ?? ""), leading);

    private async Task PublishAsync(CertificateState state, CancellationToken leading)
    {
        var type = ResourceType.MutatingWebhookConfigurations;
        var configuration = await client.GetAsync(type, null, names.Configuration, ControllerJsonContext.Default.WebhookConfiguration, leading);
        if (configuration.Trusts(state.Authorities))
        {
            return;
        }

        await client.ApplyAsync(type, null, names.Configuration, FieldManager, configuration.Apply(names.Configuration, state.Authorities), leading);
        log.AuthoritiesPublished(state.AuthorityCount, names.Configuration);
    }
}
