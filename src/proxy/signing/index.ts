export { isSigned, NotSigned, signed, type AwsCredentials } from './sign.js';
export { signatureFor, type Signable, type Signer } from './sigv4.js';
