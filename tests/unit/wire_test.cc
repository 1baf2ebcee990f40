// The one model of what nginx sends: which peers understand it, and the way back.
#include "diagnosis/wire.h"

#include <gtest/gtest.h>

namespace stackengine {
namespace {

TEST(Wire, APeerUnderstandsTheWireForItsProtocol) {
  for (const Protocol protocol : kProtocols) {
    for (const bool http2 : {false, true}) {
      const Wire wire = wire_for(protocol, http2);
      EXPECT_TRUE(among(protocol, understood_on(wire))) << to_string(protocol);
      EXPECT_EQ(wire.tls(), is_tls(protocol)) << to_string(protocol);
      EXPECT_EQ(wire.http2(), is_http2(protocol)) << to_string(protocol);
    }
  }
}

// Measured (facts/nginx.md): a peer that speaks only HTTP/2 over TLS answers `https://` with 403 or closes.
TEST(Wire, Http1OverTlsDoesNotReachAPeerOfOnlyHttp2) {
  EXPECT_EQ(understood_on(kHttpsWire), Protocols{Protocol::http1_tls});
  EXPECT_EQ(wire_for(Protocol::h2_tls, false), kGrpcsWire);
}

TEST(Wire, FastCgiReachesNoHttpPeer) {
  EXPECT_TRUE(understood_on({Transport::cleartext, Application::other}).empty());
  EXPECT_EQ(understood_on({Transport::unknown, Application::http1}),
            (Protocols{Protocol::http1, Protocol::http1_tls}));
}

TEST(Wire, EachCombinationOfTlsAndHttp2HasABitOfItsOwn) {
  EXPECT_EQ(bit_of(kHttpWire) | bit_of(kHttpsWire) | bit_of(kGrpcWire) | bit_of(kGrpcsWire), 0b1111);
  EXPECT_EQ(bit_of(kGrpcWire), bit_of(kH2cWire));
}

}  // namespace
}  // namespace stackengine
