using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>A volume, and the subPaths with which it makes sense, or just not, to mount it.</summary>
internal sealed record GeneratedVolume(string Name, JObject Json, IReadOnlyList<string> SubPaths);
