using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ConfigSync.Contract;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Models;

namespace ConfigSync.Controller.Certificates;

/// <summary>The Secret that the webhook mounts its pair from. It also holds the pair and the CAs of a rotation, so that any leader can go on with it.</summary>
internal sealed record CertificateSecret
{
    private const string SinceKey = InjectedNames.Prefix + "certificates-since";

    public ObjectMeta Metadata { get; init; } = new();

    public Dictionary<string, string>? Data { get; init; }

    /// <summary>Its contents; <see langword="null"/> when the current pair can't be served.</summary>
    public CertificateState? ToState(IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (IssuedPair.TryRead(Text("tls.crt"), Text("tls.key"), Text("current-ca.crt"), names, now) is not { } current)
        {
            return null;
        }

        var next = IssuedPair.TryRead(Text("next-tls.crt"), Text("next-tls.key"), Text("next-ca.crt"), names, now);
        return new CertificateState(current, next, Text("previous-ca.crt"), Since ?? current.NotBefore);
    }

    /// <summary>The CA of a pair that can't be served any more, if it is a certificate.</summary>
    public string? UnusableCa()
    {
        try
        {
            using var ca = X509Certificate2.CreateFromPem(Text("current-ca.crt") ?? Text("ca.crt") ?? "");
            return ca.ExportCertificatePem();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The body that creates the Secret; or, with a resource version, the patch of that version.</summary>
    public static ReadOnlyMemory<byte> Write(string name, CertificateState state, string? version) => JsonBody.Write((name, state, version), static (json, written) =>
    {
        var (name, state, version) = written;
        if (version is null)
        {
            json.WriteString("apiVersion", ResourceType.Secrets.ApiVersion);
            json.WriteString("kind", ResourceType.Secrets.Kind);
            json.WriteString("type", "kubernetes.io/tls");
        }

        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        if (version is not null)
        {
            json.WriteString("resourceVersion", version);
        }

        json.WriteStartObject("annotations");
        json.WriteString(SinceKey, state.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("data");
        WriteText(json, "tls.crt", state.Current.Certificate, version);
        WriteText(json, "tls.key", state.Current.Key, version);
        WriteText(json, "ca.crt", state.CaBundle, version);
        WriteText(json, "current-ca.crt", state.Current.Ca, version);
        WriteText(json, "previous-ca.crt", state.PreviousCa, version);
        WriteText(json, "next-ca.crt", state.Next?.Ca, version);
        WriteText(json, "next-tls.crt", state.Next?.Certificate, version);
        WriteText(json, "next-tls.key", state.Next?.Key, version);
        json.WriteEndObject();
    });

    private DateTimeOffset? Since =>
        DateTimeOffset.TryParse(Metadata.Annotations?.GetValueOrDefault(SinceKey), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;

    private static void WriteText(Utf8JsonWriter json, string key, string? text, string? version)
    {
        if (text is not null)
        {
            json.WriteBase64String(key, Encoding.ASCII.GetBytes(text));
        }
        else if (version is not null)
        {
            // In a merge patch null removes the key.
            json.WriteNull(key);
        }
    }

    private string? Text(string key)
    {
        try
        {
            return Data?.GetValueOrDefault(key) is { } data ? Encoding.ASCII.GetString(Convert.FromBase64String(data)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
