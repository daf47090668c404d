using ConfigSync.Controller.Telemetry;
using ConfigSync.Kubernetes.Client;

namespace ConfigSync.Controller.Certificates;

/// <summary>
/// Rotates the webhook's certificates. Each look reads the state and takes at most one step of <see cref="CertificatePlan"/>, and each write carries the resource
/// version that it was decided on: a change in between, also by another leader, becomes a conflict instead of being overwritten.
/// </summary>
internal sealed class CertificateKeeper(
    KubernetesClient client, CertificateNames names, CertificatePlan plan, TimeProvider time, ILogger<CertificateKeeper> log)
{
    private const string FieldManager = "config-sync-certificates";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    private long _expiry;

    /// <summary>Expiry of the certificate that the webhook is to serve, in seconds since 1970; zero when unknown.</summary>
    public long Expiry => Volatile.Read(ref _expiry);

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
            // Publish before the next step: this throws when it fails, so no pair is ever promoted whose CA is not published.
            await PublishAsync(state, leading);
            Volatile.Write(ref _expiry, state.Current.NotAfter.ToUnixTimeSeconds());
        }

        var step = plan.NextStep(state, now);
        if (step == CertificateStep.None)
        {
            return;
        }

        var after = plan.Take(step, state, secret?.UnusableCa(), now);
        // The Secret first: it is the only copy of the new CA. When the publication after it fails, the next look publishes it.
        await WriteSecretAsync(secret, after, leading);
        var taken = step.ToString();
        log.CertificatesChanged(taken, after.Current.NotAfter);
        Volatile.Write(ref _expiry, after.Current.NotAfter.ToUnixTimeSeconds());
        await PublishAsync(after, leading);
    }

    private async Task<CertificateSecret?> ReadSecretAsync(CancellationToken leading)
    {
        try
        {
            return await client.GetAsync(ResourceType.Secrets, names.Namespace, names.Secret, CertificateJsonContext.Default.CertificateSecret, leading);
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
        var configuration = await client.GetAsync(type, null, names.Configuration, CertificateJsonContext.Default.WebhookConfiguration, leading);
        if (configuration.Trusts(state.CaBundle))
        {
            return;
        }

        await client.ApplyAsync(type, null, names.Configuration, FieldManager, configuration.Apply(names.Configuration, state.CaBundle), leading);
        log.AuthoritiesPublished(state.CaCount, names.Configuration);
    }
}

/// <summary>The names of the webhook's objects.</summary>
/// <param name="Namespace">The namespace of the Secret and the Service.</param>
/// <param name="Secret">The Secret that the webhook mounts.</param>
/// <param name="Service">The Service by which API servers call it.</param>
/// <param name="Configuration">The MutatingWebhookConfiguration.</param>
internal sealed record CertificateNames(string Namespace, string Secret, string Service, string Configuration)
{
    /// <summary>API servers verify the first; the others are for people who call the Service by hand.</summary>
    public IReadOnlyList<string> DnsNames => [$"{Service}.{Namespace}.svc", $"{Service}.{Namespace}.svc.cluster.local", $"{Service}.{Namespace}", Service];
}
