using System.Text.Json.Serialization;

namespace ConfigSync.Controller.Certificates;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CertificateSecret))]
[JsonSerializable(typeof(WebhookConfiguration))]
internal sealed partial class CertificateJsonContext : JsonSerializerContext;
