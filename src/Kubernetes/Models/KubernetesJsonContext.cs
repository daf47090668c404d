using System.Text.Json.Serialization;

namespace ConfigSync.Kubernetes.Models;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Lease))]
internal sealed partial class KubernetesJsonContext : JsonSerializerContext;
