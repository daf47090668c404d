namespace ConfigSync.Controller.Certificates;

/// <summary>What the webhook's objects are called.</summary>
/// <param name="Namespace">The namespace of the Secret and the Service.</param>
/// <param name="Secret">The Secret that the webhook mounts.</param>
/// <param name="Service">The Service by which API servers call it.</param>
/// <param name="Configuration">The MutatingWebhookConfiguration.</param>
internal sealed record CertificateNames(string Namespace, string Secret, string Service, string Configuration)
{
    /// <summary>The first is what API servers verify; the others are for people who call the Service by hand.</summary>
    public IReadOnlyList<string> DnsNames => [$"{Service}.{Namespace}.svc", $"{Service}.{Namespace}.svc.cluster.local", $"{Service}.{Namespace}", Service];
}
