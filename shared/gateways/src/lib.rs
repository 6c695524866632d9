//! Payment gateways behind one port: Midtrans, cash on delivery.
