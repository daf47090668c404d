using System.Text.Json.Serialization;

namespace ConfigSync.Contract;

/// <summary>Source-generated JSON of the injection record.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InjectionRecord))]
public sealed partial class ContractJsonContext : JsonSerializerContext;
