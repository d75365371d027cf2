const password = require('fs').readFileSync('/secret/password', 'utf8').trim();
const mongo = new Mongo('mongodb://mongo-0.mongo:27017/?directConnection=true&serverSelectionTimeoutMS=10000');
const admin = mongo.getDB('admin');
admin.auth('root', password);

try {
  admin.runCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: 'mongo-0.mongo:27017' }] } });
} catch (failure) {
  if (failure.codeName !== 'AlreadyInitialized') {
    throw failure;
  }
}
while (!admin.runCommand({ hello: 1 }).isWritablePrimary) {
  sleep(200);
}
print('The replica set has a primary.');
