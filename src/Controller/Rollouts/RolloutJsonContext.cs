using System.Text.Json.Serialization;

namespace ConfigSync.Controller.Rollouts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OwnerObject))]
internal sealed partial class RolloutJsonContext : JsonSerializerContext;
