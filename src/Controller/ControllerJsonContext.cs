using System.Text.Json.Serialization;
using ConfigSync.Controller.Certificates;
using ConfigSync.Controller.Rollouts;

namespace ConfigSync.Controller;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OwnerObject))]
[JsonSerializable(typeof(CertificateSecret))]
[JsonSerializable(typeof(WebhookConfiguration))]
internal sealed partial class ControllerJsonContext : JsonSerializerContext;
